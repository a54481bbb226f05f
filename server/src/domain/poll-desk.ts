import { type CheckedInput, isShownAnew, LIMITS, type PollId } from '@pollcast/shared';
import { entropyOf, pollIdFrom } from '../identity/ids.ts';
import { createAmend } from './amend.ts';
import { PollcastError } from './errors.ts';
import type { LivePolls } from './live-polls.ts';
import { edited, newPoll } from './poll-definition.ts';
import type { RoomService } from './room-service.ts';
import type { PollRecord, RoomRecord, Store } from './store.ts';

/** What moderators do with the definitions of polls and their place in the room. */
export interface PollDesk {
  create(input: CheckedInput<'poll:create'>): Promise<PollRecord>;
  update(input: CheckedInput<'poll:update'>): Promise<PollRecord>;
  reveal(input: CheckedInput<'poll:reveal'>): Promise<PollRecord>;
  delete(id: PollId): Promise<void>;
  restore(id: PollId): Promise<PollRecord>;
  move(input: CheckedInput<'poll:move'>): Promise<RoomRecord>;
}

interface Deps {
  store: Store;
  live: LivePolls;
  rooms: RoomService;
  secret: string;
}

type Change = (poll: PollRecord) => PollRecord;

export function createPollDesk({ store, live, rooms, secret }: Deps): PollDesk {
  async function read(id: PollId): Promise<PollRecord> {
    const [snapshot] = await live.refresh([id]);
    if (snapshot == null) throw new PollcastError('POLL_NOT_FOUND');
    return snapshot.poll;
  }

  const write = createAmend({
    read,
    update: (poll, before) => store.polls.update(poll, { retells: isShownAnew(before, poll) }),
    missing: 'POLL_NOT_FOUND',
  });

  /** Changes the document, and shows it in the room. */
  async function amend(id: PollId, change: Change): Promise<PollRecord> {
    const snapshot = await write(id, change);
    live.apply(snapshot);
    await rooms.amend(snapshot.poll.code, (room) => room);
    return snapshot.poll;
  }

  /** Polls whose time to be restored is over leave the room for good. */
  async function purge(room: RoomRecord): Promise<RoomRecord> {
    const before = store.now() - LIMITS.restoreMs;
    const snapshots = await live.refresh(room.pollIds);
    const gone = room.pollIds.filter((_, index) => (snapshots[index]?.poll.deletedAt ?? before) < before);
    if (gone.length === 0) return room;
    await store.polls.erase(gone);
    const stays = (id: PollId) => !gone.includes(id);
    return rooms.amend(room.code, (current) => ({ ...current, pollIds: current.pollIds.filter(stays) }));
  }

  return {
    async create({ code, requestId, ...draft }) {
      const room = await purge(await rooms.read(code, 0));
      const id = pollIdFrom(entropyOf(secret, requestId)(`poll:${code}`));
      const isThere = ({ pollIds }: RoomRecord) => pollIds.includes(id);
      if (!isThere(room)) assertPollFits(room);
      const { snapshot } = await store.polls.create(newPoll(draft, { id, code }));
      live.apply(snapshot);
      if (!isThere(room)) {
        await rooms.amend(code, (current) =>
          isThere(current) ? current : { ...current, pollIds: [...current.pollIds, id] },
        );
      }
      return snapshot.poll;
    },

    update: ({ id, version, ...edit }) =>
      amend(
        id,
        existing((poll) => edited(asSeen(poll, version), edit)),
      ),
    reveal: ({ id, revealed }) =>
      amend(
        id,
        existing((poll) => ({ ...poll, revealed })),
      ),

    async delete(id) {
      await amend(id, (poll) => ({ ...poll, deletedAt: poll.deletedAt ?? store.now() }));
    },

    restore: (id) => amend(id, (poll) => restored(poll, store.now())),

    async move({ id, before }) {
      const { code } = await read(id);
      return rooms.amend(code, (room) => ({ ...room, pollIds: moved(room.pollIds, id, before) }));
    },
  };
}

function assertPollFits({ pollIds }: RoomRecord): void {
  if (pollIds.length < LIMITS.pollsPerRoom) return;
  throw new PollcastError('CONFLICT', { message: `A room holds at most ${LIMITS.pollsPerRoom} polls.` });
}

function existing(change: Change): Change {
  return (poll) => {
    if (poll.deletedAt !== null) throw new PollcastError('POLL_NOT_FOUND');
    return change(poll);
  };
}

/** The poll, unless somebody has changed it since the editor looked. */
function asSeen(poll: PollRecord, version = poll.version): PollRecord {
  if (version === poll.version) return poll;
  throw new PollcastError('CONFLICT', { message: 'Somebody has changed this poll meanwhile.' });
}

function restored(poll: PollRecord, nowMs: number): PollRecord {
  const isOver = poll.deletedAt !== null && poll.deletedAt < nowMs - LIMITS.restoreMs;
  if (isOver) throw new PollcastError('POLL_NOT_FOUND');
  return { ...poll, deletedAt: null };
}

function moved(order: readonly PollId[], id: PollId, before: PollId | null): PollId[] {
  if (before === id) return [...order];
  const others = order.filter((other) => other !== id);
  const place = before === null ? others.length : others.indexOf(before);
  if (place === -1) throw new PollcastError('POLL_NOT_FOUND');
  return others.toSpliced(place, 0, id);
}
