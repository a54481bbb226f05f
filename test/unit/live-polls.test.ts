import { beforeEach, describe, expect, test } from '@jest/globals';
import { createLivePolls, type LivePolls } from '../../server/src/domain/live-polls.ts';
import type { PollSnapshot, Store } from '../../server/src/domain/store.ts';
import { samplePoll } from '../support/poll-samples.ts';

const draft = snapshot({ status: 'draft', version: 10 }, { version: 10 });
const { id } = draft.poll;

let live: LivePolls;
let told: PollSnapshot[];

beforeEach(() => {
  live = createLivePolls({} as Store, () => 0);
  told = [];
  live.onUpdate(({ after }) => told.push(after));
  live.apply(draft);
});

function snapshot(
  poll: Parameters<typeof samplePoll>[0],
  tally: { version: number; voters?: number },
): PollSnapshot {
  return { poll: { ...samplePoll(poll), deletedAt: null }, tally: { voters: 0, bins: {}, ...tally } };
}

const counters = (version: number, { round = 1, pollVersion = 11 } = {}) => ({
  round,
  pollVersion,
  version,
  voters: 1,
  bins: { o1: 1 },
});

describe('what a node knows of a poll', () => {
  test('[V2] is told in its newest form, whatever the order in which it is learned', () => {
    live.apply(snapshot({ version: 12 }, { version: 12 }));
    live.apply(snapshot({ version: 11 }, { version: 14, voters: 2 }));
    live.apply(snapshot({ version: 12 }, { version: 13, voters: 1 }));
    expect(told.map(({ poll, tally }) => [poll.version, tally.version])).toEqual([
      [10, 10],
      [12, 12],
      [12, 14],
    ]);
  });

  test('[V2] is not told with a status that its counters’ version did not have, after the store lost a close', () => {
    live.apply(snapshot({ status: 'closed', version: 20 }, { version: 20 }));
    live.apply(snapshot({ status: 'open', version: 22 }, { version: 15 }));
    live.apply(snapshot({ status: 'open', version: 15 }, { version: 23, voters: 1 }));
    expect(told.map(({ poll, tally }) => [poll.status, tally.version])).toEqual([
      ['draft', 10],
      ['closed', 20],
    ]);
    live.apply(snapshot({ status: 'open', version: 24 }, { version: 24, voters: 1 }));
    expect(told.at(-1)).toMatchObject({ poll: { status: 'open' }, tally: { version: 24 } });
  });

  test('[V2] takes counters in while the poll is open, and old ones for nothing', () => {
    live.apply(snapshot({ version: 11 }, { version: 11 }));
    expect(live.applyTally(id, counters(12))).toBe('done');
    expect(live.applyTally(id, counters(12))).toBe('done');
    expect(live.applyTally(id, counters(11))).toBe('done');
    expect(told.map(({ tally }) => tally.version)).toEqual([10, 11, 12]);
  });

  test('[V2] takes no counters of a state that it has not read: nobody sees them before the state', () => {
    expect(live.applyTally(id, counters(12))).toBe('unread');
    live.apply(snapshot({ status: 'closed', version: 13 }, { version: 13 }));
    expect(live.applyTally(id, counters(12))).toBe('done');
    expect(live.applyTally(id, counters(15))).toBe('unread');
    expect(live.applyTally(id, counters(15, { round: 2 }))).toBe('unread');
    expect(told.map(({ tally }) => tally.version)).toEqual([10, 13]);
  });

  test('[H1] takes no counters of a version of the poll that it has not read: it may hide them', () => {
    live.apply(snapshot({ version: 11 }, { version: 11 }));
    expect(live.applyTally(id, counters(13, { pollVersion: 12 }))).toBe('unread');
    live.apply(snapshot({ version: 12, revealed: false }, { version: 11 }));
    expect(live.applyTally(id, counters(13, { pollVersion: 12 }))).toBe('done');
    expect(told.map(({ poll, tally }) => [poll.revealed, tally.version])).toEqual([
      [null, 10],
      [null, 11],
      [false, 11],
      [false, 13],
    ]);
  });

  test('[V2] never pairs a poll with counters of another round', () => {
    live.apply(snapshot({ round: 2, version: 20 }, { version: 20 }));
    live.apply(snapshot({ round: 1, version: 30 }, { version: 30, voters: 5 }));
    live.apply(snapshot({ round: 3, version: 15 }, { version: 15 }));
    expect(told.map(({ poll, tally }) => [poll.round, poll.version, tally.version])).toEqual([
      [1, 10, 10],
      [2, 20, 20],
      [3, 15, 15],
    ]);
  });

  test('[V2] needs no counters of a poll that it knows nothing of', () => {
    const unknown = 'p2' as typeof id;
    expect(live.applyTally(unknown, counters(12))).toBe('done');
    expect(live.peek(unknown)).toBeNull();
  });
});

describe('a poll whose deadline comes', () => {
  const CLOSES_AT = 60_000;
  const open = snapshot({ version: 11, closesAt: CLOSES_AT }, { version: 11 });
  const closed = snapshot({ version: 12, status: 'closed', closesAt: CLOSES_AT }, { version: 12 });

  /** A store whose clock and answers are ours. */
  function setUp() {
    const store = { now: CLOSES_AT - 10_000, answers: [] as ((snapshot: PollSnapshot) => void)[] };
    const get = () => new Promise((resolve) => store.answers.push((answer) => resolve([answer])));
    const known = createLivePolls({ now: () => store.now, polls: { get } } as unknown as Store, () => 0);
    known.apply(open);
    return { store, known };
  }

  test('[S3] is remembered long before, and asked for when a clock that is a little off may say otherwise', async () => {
    const { store, known } = setUp();
    expect((await known.get(id))?.poll.status).toBe('open');
    expect(store.answers).toHaveLength(0);
    store.now = CLOSES_AT - 100;
    const asked = known.get(id);
    store.answers[0]!(closed);
    expect((await asked)?.poll.status).toBe('closed');
  });

  test('[S3] is asked for once more by whoever joined a read that began before it', async () => {
    const { store, known } = setUp();
    store.now = CLOSES_AT - 1;
    const early = known.get(id);
    store.now = CLOSES_AT + 1;
    const late = [known.get(id), known.getAll([id]).then(([first]) => first)];
    store.answers[0]!(open);
    expect((await early)?.poll.status).toBe('open');
    store.answers[1]!(closed);
    for (const each of late) expect((await each)?.poll.status).toBe('closed');
    expect(store.answers).toHaveLength(2);
  });
});
