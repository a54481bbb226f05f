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

const counters = (version: number, round = 1) => ({ round, version, voters: 1, bins: { o1: 1 } });

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

  test('[V2] takes counters in while the poll is open, and old ones for nothing', () => {
    live.apply(snapshot({ version: 11 }, { version: 11 }));
    expect(live.applyTally(id, counters(12))).toBe(true);
    expect(live.applyTally(id, counters(12))).toBe(true);
    expect(live.applyTally(id, counters(11))).toBe(true);
    expect(told.map(({ tally }) => tally.version)).toEqual([10, 11, 12]);
  });

  test('[V2] takes no counters of a state that it has not read: nobody sees them before the state', () => {
    expect(live.applyTally(id, counters(12))).toBe(false);
    live.apply(snapshot({ status: 'closed', version: 13 }, { version: 13 }));
    expect(live.applyTally(id, counters(12))).toBe(true);
    expect(live.applyTally(id, counters(15))).toBe(false);
    expect(live.applyTally(id, counters(15, 2))).toBe(false);
    expect(told.map(({ tally }) => tally.version)).toEqual([10, 13]);
  });
});
