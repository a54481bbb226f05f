import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { watchDeadlines } from '../../server/src/domain/deadlines.ts';
import { createLivePolls } from '../../server/src/domain/live-polls.ts';
import type { RoomService } from '../../server/src/domain/room-service.ts';
import type { PollSnapshot, Store } from '../../server/src/domain/store.ts';
import { samplePoll } from '../support/poll-samples.ts';

const CLOSES_AT = 60_000;
/** Longer than the timers of several nodes come apart, and than the pause after a failure. */
const A_SECOND = 1_000;
const open = snapshot({ status: 'open', version: 11, closesAt: CLOSES_AT });
const closed = snapshot({ status: 'closed', version: 12, closesAt: CLOSES_AT, closedAt: CLOSES_AT });

beforeEach(() => void jest.useFakeTimers({ now: 0 }));
afterEach(() => void jest.useRealTimers());

function snapshot(poll: Parameters<typeof samplePoll>[0]): PollSnapshot {
  const { version } = { version: 1, ...poll };
  return { poll: { ...samplePoll(poll), deletedAt: null }, tally: { version, voters: 0, bins: {} } };
}

/** A store that is away for so many questions, and what a node that knows the open poll asks and tells. */
function watch(failures: number) {
  let reads = 0;
  const faults: unknown[] = [];
  const told: PollSnapshot[] = [];
  const get = async () => {
    reads += 1;
    if (reads <= failures) throw new Error('the store is away');
    return [closed];
  };
  const store = { now: Date.now, polls: { get } } as unknown as Store;
  const live = createLivePolls(store, Date.now);
  const rooms = { show: async () => {} } as unknown as RoomService;
  const deadlines = watchDeadlines({ store, live, rooms, onFault: (fault) => void faults.push(fault) });
  live.onUpdate(({ after }) => told.push(after));
  live.apply(open);
  return { deadlines, faults, told, reads: () => reads };
}

test('[S3] a deadline that passes while the store is away is asked for again until the store answers', async () => {
  const { told, faults, reads } = watch(3);
  await jest.advanceTimersByTimeAsync(CLOSES_AT - 1);
  expect(reads()).toBe(0);
  await jest.advanceTimersByTimeAsync(4 * A_SECOND);
  expect(faults).toHaveLength(3);
  expect(told.at(-1)?.poll.status).toBe('closed');
  expect(reads()).toBe(4);
  await jest.advanceTimersByTimeAsync(10 * A_SECOND);
  expect(reads()).toBe(4);
});

test('[S3] a node that has stopped asks no more', async () => {
  const { deadlines, reads } = watch(Number.POSITIVE_INFINITY);
  await jest.advanceTimersByTimeAsync(CLOSES_AT + A_SECOND);
  const before = reads();
  expect(before).toBeGreaterThan(0);
  deadlines.close();
  await jest.advanceTimersByTimeAsync(10 * A_SECOND);
  expect(reads()).toBe(before);
});
