import {
  type CheckedInput,
  type CommandResult,
  LIMITS,
  type PollId,
  type Role,
  type Room,
  type RoomCode,
  segmentsOf,
} from '@pollcast/shared';
import { isKeyOf, type RoomKey } from '../identity/room-keys.ts';
import { createAmend } from './amend.ts';
import { invalidInput, PollcastError } from './errors.ts';
import type { LivePolls } from './live-polls.ts';
import type { LiveRooms } from './live-rooms.ts';
import { createRekey, type Rekey } from './rekey.ts';
import { createRoom } from './room-creation.ts';
import type { PollRecord, RoomRecord, Store } from './store.ts';
import { roomView } from './views.ts';

export interface RoomService extends Rekey {
  create(input: CheckedInput<'room:create'>): Promise<CommandResult<'room:create'>>;
  /** A room's document, at most `maxAgeMs` old. */
  find(code: RoomCode, maxAgeMs?: number): Promise<RoomRecord | null>;
  /** The same; ROOM_NOT_FOUND without it. */
  read(code: RoomCode, maxAgeMs?: number): Promise<RoomRecord>;
  /** A room as a role may see it. */
  view(room: RoomRecord, role: Role): Promise<Room>;
  /** The polls of a room that exist and are not deleted, in order. */
  polls(room: RoomRecord): Promise<PollRecord[]>;
  /** Does the room know this key now? Reads the store. */
  knows(key: RoomKey): Promise<boolean>;
  update(input: CheckedInput<'room:update'>): Promise<RoomRecord>;
  /** Changes the document against whatever others change meanwhile; also raises its version for a changed summary. */
  amend(code: RoomCode, change: (room: RoomRecord) => RoomRecord): Promise<RoomRecord>;
  /** Raises the version for a poll's summary that may not have been shown: unless it is above the poll's already. */
  show(poll: PollRecord): Promise<void>;
  /** Erases the room with its polls and ballots. */
  erase(code: RoomCode): Promise<void>;
}

interface Deps {
  store: Store;
  rooms: LiveRooms;
  polls: LivePolls;
  secret: string;
}

export function createRoomService({ store, rooms, polls: live, secret }: Deps): RoomService {
  async function read(code: RoomCode, maxAgeMs?: number): Promise<RoomRecord> {
    const room = await rooms.get(code, maxAgeMs);
    if (room === null) throw new PollcastError('ROOM_NOT_FOUND');
    return room;
  }

  async function polls(room: RoomRecord): Promise<PollRecord[]> {
    const snapshots = await live.getAll(room.pollIds);
    return snapshots.flatMap((snapshot) => (snapshot?.poll.deletedAt === null ? [snapshot.poll] : []));
  }

  async function knows(key: RoomKey): Promise<boolean> {
    const room = await rooms.refresh(key.code);
    return room !== null && isKeyOf(room, key);
  }

  const isPollOf = async (room: RoomRecord, id: PollId) => (await polls(room)).some((poll) => poll.id === id);

  const update = (room: RoomRecord) => store.rooms.update(room);
  const write = createAmend({ read: rooms.refresh, update, missing: 'ROOM_NOT_FOUND' });

  async function amend(code: RoomCode, change: (room: RoomRecord) => RoomRecord): Promise<RoomRecord> {
    const room = await write(code, change);
    rooms.apply(room);
    return room;
  }

  return {
    ...createRekey({ secret, knows, amend }),
    find: rooms.get,
    read,
    polls,
    amend,

    async show({ code, version }) {
      const room = await read(code, 0);
      if (room.version <= version) await amend(code, (current) => current);
    },

    async create(input) {
      const { room, snapshots, keys } = await createRoom({ store, secret }, input);
      for (const snapshot of snapshots) live.apply(snapshot);
      rooms.apply(room);
      return { room: roomView(room, await polls(room), 'moderator'), ...keys };
    },

    view: async (room, role) => roomView(room, await polls(room), role),

    knows,

    async update({ code, title, stage, segment }) {
      const room = await read(code);
      if (segment != null) assertIsSegment((await polls(room)).find(({ id }) => id === segment));
      if (stage != null && !(await isPollOf(room, stage))) throw new PollcastError('POLL_NOT_FOUND');
      return amend(code, (current) => ({
        ...current,
        ...(title !== undefined && { title }),
        ...(stage !== undefined && { stage }),
        ...(segment !== undefined && { segment }),
      }));
    },

    async erase(code) {
      const { pollIds } = await read(code, 0);
      await store.polls.erase(pollIds);
      await store.rooms.erase(code);
      await live.refresh(pollIds);
      rooms.erased(code);
    },
  };
}

/** A segment is one answer out of few. */
function assertIsSegment(poll: PollRecord | undefined): void {
  if (poll === undefined) throw new PollcastError('POLL_NOT_FOUND');
  if (segmentsOf(poll).length > 0) return;
  throw invalidInput({
    path: 'segment',
    message: `is not a choice of one out of ${LIMITS.segmentsMax} or fewer`,
  });
}
