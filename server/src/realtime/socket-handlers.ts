import type { CheckedInput, CommandResult, RoomCode, SocketOnlyCommand, You } from '@pollcast/shared';
import { roleIn } from '../domain/caller.ts';
import type { RoomService } from '../domain/room-service.ts';
import type { Sight } from '../domain/sight.ts';
import type { Store } from '../domain/store.ts';
import type { VoterId, Voters } from '../identity/voters.ts';
import type { Presence } from './presence.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Watcher } from './types.ts';
import type { WatchList } from './watch-list.ts';

interface Deps {
  store: Store;
  rooms: RoomService;
  sight: Sight;
  voters: Voters;
  subscriptions: Subscriptions;
  watchList: WatchList;
  presence: Presence;
}

/** A handler whose answer is made when it leaves, so that it is never older than a push that left before. */
type LateHandler<C extends SocketOnlyCommand> = (
  input: CheckedInput<C>,
  watcher: Watcher,
) => Promise<() => CommandResult<C>>;

/** The commands that need a connection, and what ends with one. */
export interface SocketHandlers {
  handlers: { [C in SocketOnlyCommand]: LateHandler<C> };
  onDisconnect(watcher: Watcher): void;
}

export function createSocketHandlers(deps: Deps): SocketHandlers {
  const { store, rooms, sight, voters, subscriptions, watchList, presence } = deps;
  const attendance = createAttendance(deps);

  const you = ({ data: { caller } }: Watcher, code: RoomCode | undefined): You => ({
    role: code === undefined ? 'voter' : roleIn(code, caller),
    voterToken: voters.tokenOf(caller.voterId!),
  });

  return {
    handlers: {
      async 'room:join'({ code }, watcher) {
        const { caller } = watcher.data;
        await sight.findRoom(code, caller);
        subscriptions.joinRoom(watcher, code);
        attendance.enter(watcher, code);
        // Subscribed first, read after: nothing falls in between.
        const room = await rooms.read(code);
        const views = await watchList.roomViews(watcher, room);
        const roomView = await sight.room(room, caller);
        return () => ({
          polls: views.flatMap((view) => view() ?? []),
          room: roomView,
          present: presence.count(code),
          you: you(watcher, code),
          serverNow: store.now(),
        });
      },

      async 'room:leave'({ code }, watcher) {
        const room = await rooms.find(code);
        subscriptions.leaveRoom(watcher, code, room?.pollIds ?? []);
        attendance.leave(watcher, code);
        return () => ({});
      },

      async 'poll:watch'({ ids }, watcher) {
        const visible = await watchList.visible(watcher, [...new Set(ids)]);
        for (const { poll } of visible) {
          subscriptions.watchPoll(watcher, poll);
          watchList.of(watcher).polls.set(poll.id, poll.code);
        }
        const views = await Promise.all(visible.map((snapshot) => watchList.view(watcher, snapshot)));
        return () => ({
          polls: views.flatMap((view) => view() ?? []),
          you: you(watcher, visible[0]?.poll.code),
          serverNow: store.now(),
        });
      },

      async 'poll:unwatch'({ ids }, watcher) {
        const { polls } = watchList.of(watcher);
        for (const id of ids) {
          const code = polls.get(id);
          if (code !== undefined) subscriptions.unwatchPoll(watcher, { id, code });
          polls.delete(id);
        }
        return () => ({});
      },
    },

    onDisconnect(watcher) {
      for (const code of [...watchList.of(watcher).codes]) attendance.leave(watcher, code);
    },
  };
}

/** The rooms that sockets are in: each counts once, however often it joins. */
function createAttendance({ watchList, presence }: Pick<Deps, 'watchList' | 'presence'>) {
  return {
    enter(watcher: Watcher, code: RoomCode): void {
      const { codes } = watchList.of(watcher);
      // Whoever hung up meanwhile has left already, and would be counted for good.
      if (!watcher.connected || codes.has(code)) return;
      codes.add(code);
      presence.enter(code, personIn(code, watcher));
    },
    leave(watcher: Watcher, code: RoomCode): void {
      if (watchList.of(watcher).codes.delete(code)) presence.leave(code, personIn(code, watcher));
    },
  };
}

/** Whom a socket stands for in a room's presence: the audience are people, moderators and screens are not counted. */
function personIn(code: RoomCode, { data: { caller } }: Watcher): VoterId | null {
  return roleIn(code, caller) === 'voter' && !caller.stage ? caller.voterId : null;
}
