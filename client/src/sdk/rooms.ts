import type { CommandResult, Room } from '@pollcast/shared/pure';
import { deliver, type Link } from './deliver.ts';
import { type Membership, newMembership, outdatedPolls, setRoomState } from './membership.ts';
import { clientClosed } from './pollcast-error.ts';
import type { Polls } from './polls.ts';
import type { RoomState } from './types.ts';

/** The joined rooms, by canonical code. */
export interface Rooms {
  get(code: string): RoomState | null;
  join(code: string): Promise<RoomState>;
  leave(code: string): void;
  /** Joins all rooms again, on a new connection. */
  rejoin(): void;
  isJoined(code: string): boolean;
  /** Does a joined room have a poll of this id? */
  lists(pollId: string): boolean;
  /** Was the poll closed in this round once? Then a ballot may be stored of which nothing was told. */
  wasClosed(poll: { id: string; round: number }): boolean;
  takeRoom(room: Room): void;
  takeRemoved(code: string): void;
  takePresent(code: string, present: number): void;
}

interface RoomsOptions {
  link: Link;
  polls: Polls;
  tick: () => number;
  /** The poll on stage was never told. */
  onMissing: (pollId: string) => void;
  /** A poll may have moved on unheard. */
  onOutdated: (pollId: string) => void;
  /** A room is no longer joined. */
  onGone: () => void;
  onChange: () => void;
}

export function createRooms(options: RoomsOptions): Rooms {
  const { link, polls, onMissing, onGone, onChange } = options;
  const memberships = new Map<string, Membership>();
  const all = () => [...memberships.values()];

  function put(membership: Membership, state: RoomState): void {
    setRoomState(membership, state);
    onChange();
  }

  function remove(code: string): void {
    if (!memberships.delete(code)) return;
    onGone();
    onChange();
  }

  async function enter(code: string, membership: Membership): Promise<RoomState> {
    const isWanted = () => memberships.get(code) === membership;
    try {
      const askedAt = options.tick();
      const joined = await deliver(link, { command: 'room:join', input: { code }, isWanted });
      if (joined === null || !isWanted()) throw clientClosed();
      const state = newest(membership.state, joined);
      put(membership, state);
      takePolls(joined, { askedAt, ...options });
      return state;
    } catch (error) {
      if (isWanted()) remove(code);
      throw error;
    }
  }

  function join(code: string): Promise<RoomState> {
    const membership = memberships.get(code) ?? newMembership();
    memberships.set(code, membership);
    membership.joining ??= enter(code, membership).finally(() => {
      membership.joining = null;
    });
    return membership.joining;
  }

  return {
    get: (code) => memberships.get(code)?.state ?? null,
    join,
    leave(code) {
      remove(code);
      void link.request('room:leave', { code });
    },
    rejoin() {
      // A room that is refused now is gone from the state, which says it all.
      for (const code of memberships.keys()) join(code).catch(() => undefined);
    },
    isJoined: (code) => memberships.has(code),
    lists: (pollId) => all().some(({ state }) => state?.room.polls.some(({ id }) => id === pollId)),
    wasClosed: ({ id, round }) => all().some(({ closedRounds }) => closedRounds.get(id) === round),
    takeRoom(room) {
      const membership = memberships.get(room.code);
      if (!membership?.state || room.version <= membership.state.room.version) return;
      put(membership, { ...membership.state, room });
      if (room.stage !== null && polls.get(room.stage) === null) onMissing(room.stage);
    },
    takeRemoved: remove,
    takePresent(code, present) {
      const membership = memberships.get(code);
      if (membership?.state) put(membership, { ...membership.state, present });
    },
  };
}

type Joined = CommandResult<'room:join'>;

/** A push that overtook the answer may be newer. */
function newest(known: RoomState | null, { room, present, you }: Joined): RoomState {
  const isOlder = known !== null && known.room.version > room.version;
  return { room: isOlder ? known.room : room, present, you };
}

function takePolls(joined: Joined, { polls, onOutdated, askedAt }: RoomsOptions & { askedAt: number }): void {
  for (const view of joined.polls) polls.takeView(view, askedAt);
  const known = polls.all().map(({ poll }) => poll);
  for (const { id } of outdatedPolls(joined.room, joined.polls, known)) onOutdated(id);
}
