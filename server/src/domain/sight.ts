import type { PollId, Room, RoomCode } from '@pollcast/shared';
import type { Voters } from '../identity/voters.ts';
import { type Caller, roleIn } from './caller.ts';
import { PollcastError } from './errors.ts';
import type { PollService } from './poll-service.ts';
import type { RoomService } from './room-service.ts';
import type { PollSnapshot, RoomRecord, Store } from './store.ts';
import { isVisible, type Onlooker } from './views.ts';

/** What a caller gets to see; both doors and all pages look through it. */
export interface Sight {
  /** Who a caller is to a poll, with their own ballot. */
  onlooker(snapshot: PollSnapshot, caller: Caller): Promise<Onlooker>;
  /** A poll fresh from the store; POLL_NOT_FOUND also where it does not exist for this caller. */
  poll(id: PollId, caller: Caller): Promise<PollSnapshot>;
  /** The room as the caller may see it. */
  room(room: RoomRecord, caller: Caller): Promise<Room>;
  /** The room of a code that somebody typed; RATE_LIMITED after too many wrong ones from one address. */
  findRoom(code: RoomCode, caller: Caller): Promise<RoomRecord>;
}

/** What keeps strangers from guessing codes; see createRateLimits. */
interface GuessLimits {
  joinMiss(address: string): Promise<void>;
  joinHit(address: string, code: string): void;
  mayAskFor(address: string, code: string): Promise<void>;
}

interface Deps {
  store: Store;
  rooms: RoomService;
  polls: PollService;
  voters: Voters;
  limits: GuessLimits;
}

export function createSight({ store, rooms, polls, voters, limits }: Deps): Sight {
  return {
    async onlooker({ poll }, caller) {
      const role = roleIn(poll.code, caller);
      if (caller.voterId === null || poll.status === 'draft') return { role, ballot: null };
      return { role, ballot: await store.ballots.get(poll.id, voters.ballotKey(poll.id, caller.voterId)) };
    },

    async poll(id, caller) {
      const snapshot = await polls.read(id, 0);
      if (!isVisible(snapshot.poll, roleIn(snapshot.poll.code, caller)))
        throw new PollcastError('POLL_NOT_FOUND');
      return snapshot;
    },

    room: (room, caller) => rooms.view(room, roleIn(room.code, caller)),

    async findRoom(code, { address, key }) {
      // Whoever holds a key of the room does not guess.
      if (key?.code !== code) await limits.mayAskFor(address, code);
      const room = await rooms.find(code);
      if (room === null) {
        await limits.joinMiss(address);
        throw new PollcastError('ROOM_NOT_FOUND');
      }
      limits.joinHit(address, code);
      return room;
    },
  };
}
