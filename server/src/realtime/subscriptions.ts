import type { PollId, RoomCode } from '@pollcast/shared';
import type { Standing } from '../domain/ballot-service.ts';
import { roleIn } from '../domain/caller.ts';
import type { PollRecord } from '../domain/store.ts';
import { AUDIENCES, audienceOf, carriesState, channels, votedPoll } from './channels.ts';
import type { Io, Watcher } from './types.ts';

/** Who on this node watches what. Only joins and leaves channels; never sends. */
export interface Subscriptions {
  joinRoom(watcher: Watcher, code: RoomCode): void;
  /** Leaves the room, and the voted channels of its polls. */
  leaveRoom(watcher: Watcher, code: RoomCode, pollIds: readonly PollId[]): void;
  watchPoll(watcher: Watcher, poll: PollRecord): void;
  unwatchPoll(watcher: Watcher, id: PollId): void;
  /** Moves every socket of a voter that watches the poll to where the ballot puts it. Returns those that moved. */
  setStanding(standing: Standing): Watcher[];
  isRoomWatched(code: RoomCode): boolean;
  isPollWatched(poll: PollRecord): boolean;
  /** How many sockets watch a room or poll. */
  watcherCount(): number;
  /** The sockets in a channel, without asking other nodes. */
  inChannel(channel: string): Watcher[];
  /** Takes a watcher out of all channels that carry state; the returned function puts it back. */
  suspend(watcher: Watcher): () => void;
}

export function createSubscriptions(io: Io): Subscriptions {
  const { adapter, sockets } = io.of('/');
  const isUsed = (channel: string) => adapter.rooms.has(channel);

  function inChannel(channel: string): Watcher[] {
    return [...(adapter.rooms.get(channel) ?? [])].flatMap((id) => sockets.get(id) ?? []);
  }

  function leaveAll(watcher: Watcher, names: string[]): void {
    for (const name of names) watcher.leave(name);
  }

  return {
    joinRoom(watcher, code) {
      watcher.join(channels.room(code, audienceOf(roleIn(code, watcher.data.caller))));
    },

    leaveRoom(watcher, code, pollIds) {
      const left = new Set<string>(pollIds);
      leaveAll(
        watcher,
        AUDIENCES.map((audience) => channels.room(code, audience)),
      );
      leaveAll(
        watcher,
        [...watcher.rooms].filter((name) => left.has(votedPoll(name) ?? '')),
      );
    },

    watchPoll(watcher, { id, code }) {
      watcher.join(channels.poll(id, audienceOf(roleIn(code, watcher.data.caller))));
    },

    unwatchPoll(watcher, id) {
      leaveAll(
        watcher,
        AUDIENCES.map((audience) => channels.poll(id, audience)),
      );
      leaveAll(
        watcher,
        [...watcher.rooms].filter((name) => votedPoll(name) === id),
      );
    },

    setStanding({ poll, voterId, hasVoted }) {
      const channel = channels.voted(poll.id, poll.round);
      const moved = inChannel(channels.voter(voterId)).filter(
        (watcher) => watcher.rooms.has(channel) !== hasVoted && (!hasVoted || watches(watcher, poll)),
      );
      for (const watcher of moved) {
        if (hasVoted) watcher.join(channel);
        else watcher.leave(channel);
      }
      return moved;
    },

    isRoomWatched: (code) => AUDIENCES.some((audience) => isUsed(channels.room(code, audience))),
    isPollWatched: ({ id, code }) =>
      AUDIENCES.some(
        (audience) => isUsed(channels.poll(id, audience)) || isUsed(channels.room(code, audience)),
      ),
    watcherCount: () => [...sockets.values()].filter(({ rooms }) => [...rooms].some(carriesState)).length,
    inChannel,

    suspend(watcher) {
      const left = [...watcher.rooms].filter(carriesState);
      leaveAll(watcher, left);
      return () => {
        watcher.join(left);
      };
    },
  };
}

function watches(watcher: Watcher, { id, code }: Standing['poll']): boolean {
  const audience = audienceOf(roleIn(code, watcher.data.caller));
  return watcher.rooms.has(channels.room(code, audience)) || watcher.rooms.has(channels.poll(id, audience));
}
