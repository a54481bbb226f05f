import {
  type CheckedInput,
  type HistoryPoint,
  heaviestBallot,
  type PollId,
  withoutSegments,
} from '@pollcast/shared';
import { blurredCourse } from './course.ts';
import { PollcastError } from './errors.ts';
import type { LivePolls } from './live-polls.ts';
import type { RoomService } from './room-service.ts';
import type { PollRecord, PollSnapshot, RoomRecord, StatusChange, Store } from './store.ts';

/** The course of polls: open, close, reset, and what it left behind. The caller's right is checked before. */
export interface PollService {
  /** A poll that is not deleted; POLL_NOT_FOUND. `maxAgeMs` as in LivePolls. */
  read(id: PollId, maxAgeMs?: number): Promise<PollSnapshot>;
  open(input: CheckedInput<'poll:open'>): Promise<PollRecord>;
  close(input: CheckedInput<'poll:close'>): Promise<PollSnapshot>;
  reset(input: CheckedInput<'poll:reset'>): Promise<PollRecord>;
  history(poll: PollRecord): Promise<HistoryPoint[]>;
}

interface Deps {
  store: Store;
  live: LivePolls;
  rooms: RoomService;
  /** Told when the counters of a closed poll are not the sum of its ballots. */
  onMismatch(id: PollId): void;
  onFault(fault: unknown): void;
}

type Done = Exclude<StatusChange, { refused: unknown }>;

/** A poll that others change again and again between reading and the step. */
const MAX_STALE = 5;

export function createPollService({ store, live, rooms, onMismatch, onFault }: Deps): PollService {
  async function read(id: PollId, maxAgeMs?: number): Promise<PollSnapshot> {
    const snapshot = await live.get(id, maxAgeMs);
    if (snapshot === null || snapshot.poll.deletedAt !== null) throw new PollcastError('POLL_NOT_FOUND');
    return snapshot;
  }

  /**
   * Takes a step from the poll as it is. Whoever waits no longer may have it arrive at the store all the same, at any
   * later time: then the poll is another one, and nothing is opened, closed or erased by what nobody wants any more.
   */
  async function step(id: PollId, take: (poll: PollRecord) => Promise<StatusChange>): Promise<Done> {
    for (let attempt = 0; attempt < MAX_STALE; attempt += 1) {
      const change = await take((await read(id, 0)).poll);
      if (!('refused' in change)) return change;
      if (change.refused !== 'STALE') throw new PollcastError(change.refused);
    }
    throw new PollcastError('STORE_UNAVAILABLE', {
      message: 'The poll is being changed. Try again in a moment.',
    });
  }

  /** Takes in what a change of status did, and has the room follow, also where an earlier try failed before that. */
  async function settle(change: Done, putOnStage = false): Promise<PollSnapshot> {
    const { id, code } = change.snapshot.poll;
    live.apply(change.snapshot);
    const isPlaced = (room: RoomRecord) => !putOnStage || room.stage === id;
    if (change.changed || !isPlaced(await rooms.read(code, 0))) {
      await rooms.amend(code, (room) => (putOnStage ? { ...room, stage: id } : room));
    } else {
      await rooms.show(change.snapshot.poll);
    }
    return change.snapshot;
  }

  /** Takes as long as there are ballots, so nobody waits for it. */
  async function audit(id: PollId): Promise<void> {
    const found = await store.ballots.audit(id);
    if (found !== null && !isSum(found)) onMismatch(id);
  }

  return {
    read,

    async open({ id, durationMs, stage = true, round }) {
      const change = await step(id, async (poll) => {
        const { version, settings } = await withSegment({ store, rooms }, poll);
        return store.polls.open(id, {
          round,
          version,
          durationMs: durationMs ?? settings.durationMs,
          extendMs: durationMs ?? null,
        });
      });
      return (await settle(change, stage)).poll;
    },

    async close({ id, round }) {
      const change = await step(id, ({ version }) => store.polls.close(id, { round, version }));
      // Once a close: repeating one must not keep the store busy.
      if (change.changed) audit(id).catch(onFault);
      return settle(change);
    },

    async reset({ id, round }) {
      const change = await step(id, ({ version }) => store.polls.reset(id, { round, version }));
      return (await settle(change)).poll;
    },

    async history(poll) {
      const points = await store.ballots.history(poll.id);
      return blurredCourse(
        points.map((point) => ({ ...point, bins: withoutSegments(point.bins) })),
        heaviestBallot(poll),
      );
    },
  };
}

/** A draft is split by the segment that its room has when it is opened: before its first ballot. */
async function withSegment(
  { store, rooms }: Pick<Deps, 'store' | 'rooms'>,
  poll: PollRecord,
): Promise<PollRecord> {
  if (poll.status !== 'draft') return poll;
  const room = await rooms.read(poll.code, 0);
  const segment = room.segment === poll.id ? null : room.segment;
  if (segment === poll.segment) return poll;
  const updated = await store.polls.update({ ...poll, segment });
  // Somebody else was faster: the poll is not at this version any more, which the next step finds.
  return updated === null || updated === 'conflict' ? poll : updated.poll;
}

type Audit = NonNullable<Awaited<ReturnType<Store['ballots']['audit']>>>;

function isSum({ counted, recounted }: Audit): boolean {
  const bins = new Set([...Object.keys(counted.bins), ...Object.keys(recounted.bins)]);
  return (
    counted.voters === recounted.voters &&
    [...bins].every((bin) => (counted.bins[bin] ?? 0) === (recounted.bins[bin] ?? 0))
  );
}
