import { type CommandResult, type Room, readCode } from '@pollcast/shared/pure';
import { deliver, type Link } from './deliver.ts';
import { clientClosed, refusal } from './pollcast-error.ts';
import type { Polls } from './polls.ts';
import type { RoomState } from './types.ts';

/** The joined rooms. Codes are read as people type them. */
export interface Rooms {
  get(code: string): RoomState | null;
  join(code: string): Promise<RoomState>;
  leave(code: string): void;
  /** Joins all rooms again, on a new connection. */
  rejoin(): void;
  isJoined(code: string): boolean;
  /** Does a joined room have a poll of this id? */
  lists(id: string): boolean;
  /** The poll was closed in this round before its state was known: a ballot may be stored that was never told. */
  wasClosed(poll: { id: string; round: number }): boolean;
  takeRoom(room: Room): void;
  takePresent(code: string, present: number): void;
}

interface Membership {
  state: RoomState | null;
  joining: Promise<RoomState> | null;
  /** The round in which each poll was last seen closed. */
  closedRounds: Map<string, number>;
}

interface RoomsOptions {
  link: Link;
  polls: Polls;
  tick: () => number;
  /** The poll on stage was never told. */
  onMissing: (id: string) => void;
  /** A poll moved on while nobody told it. */
  onOutdated: (id: string) => void;
  /** The room is no longer joined. */
  onGone: (code: string) => void;
  onChange: () => void;
}

export function createRooms({
  link,
  polls,
  tick,
  onMissing,
  onOutdated,
  onGone,
  onChange,
}: RoomsOptions): Rooms {
  const memberships = new Map<string, Membership>();

  async function enter(code: string, membership: Membership): Promise<RoomState> {
    const askedAt = tick();
    const isWanted = () => memberships.get(code) === membership;
    const joined = await deliver(link, { command: 'room:join', input: { code }, isWanted }).catch((error) => {
      if (isWanted()) remove(code);
      throw error;
    });
    if (joined === null || !isWanted()) throw clientClosed();
    const state = takeJoined(membership, joined);
    for (const view of joined.polls) polls.takeView(view, askedAt);
    for (const id of outdated(state.room, joined.polls)) onOutdated(id);
    return state;
  }

  function takeJoined(membership: Membership, { room, present, you }: CommandResult<'room:join'>): RoomState {
    const known = membership.state?.room;
    return put(membership, { room: known && known.version > room.version ? known : room, present, you });
  }

  function put(membership: Membership, state: RoomState): RoomState {
    membership.state = state;
    for (const { id, status, round } of state.room.polls) {
      if (status === 'closed') membership.closedRounds.set(id, round);
    }
    onChange();
    return state;
  }

  /** Polls that moved on unheard: whoever was away is told of open and staged ones only. */
  function outdated(room: Room, told: CommandResult<'room:join'>['polls']): string[] {
    const fresh = new Set<string>(told.map(({ poll }) => poll.id));
    const held = polls.all().filter(({ poll }) => poll.code === room.code && !fresh.has(poll.id));
    return held
      .filter(({ poll }) => {
        const summary = room.polls.find(({ id }) => id === poll.id);
        return summary?.status !== poll.status || summary.round !== poll.round;
      })
      .map(({ poll }) => poll.id);
  }

  function remove(code: string): void {
    memberships.delete(code);
    onGone(code);
    onChange();
  }

  function join(code: string): Promise<RoomState> {
    const membership = memberships.get(code) ?? { state: null, joining: null, closedRounds: new Map() };
    memberships.set(code, membership);
    membership.joining ??= enter(code, membership).finally(() => {
      membership.joining = null;
    });
    return membership.joining;
  }

  return {
    get: (typed) => memberships.get(canonical(typed))?.state ?? null,
    async join(typed) {
      const code = readCode(typed);
      if (code === null) throw refusal('ROOM_NOT_FOUND');
      return join(code);
    },
    leave(typed) {
      const code = canonical(typed);
      if (!memberships.has(code)) return;
      remove(code);
      void link.request('room:leave', { code });
    },
    rejoin() {
      // A room that is refused now is gone from the state, which says it all.
      for (const code of memberships.keys()) join(code).catch(() => undefined);
    },
    isJoined: (code) => memberships.has(code),
    lists: (id) =>
      [...memberships.values()].some(({ state }) => state?.room.polls.some((poll) => poll.id === id)),
    wasClosed: ({ id, round }) =>
      [...memberships.values()].some(({ closedRounds }) => closedRounds.get(id) === round),
    takeRoom(room) {
      const membership = memberships.get(room.code);
      if (!membership?.state || room.version <= membership.state.room.version) return;
      put(membership, { ...membership.state, room });
      if (room.stage !== null && polls.get(room.stage) === null) onMissing(room.stage);
    },
    takePresent(code, present) {
      const membership = memberships.get(code);
      if (membership?.state) put(membership, { ...membership.state, present });
    },
  };
}

function canonical(typed: string): string {
  return readCode(typed) ?? typed;
}
