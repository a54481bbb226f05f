import { expect, jest, test } from '@jest/globals';
import { printViolation } from './checker.ts';
import type { HallPlan } from './people/gather.ts';
import { runFaults, STORES } from './run.ts';

jest.setTimeout(600_000);

const SEED = 20_261_123;
const HALLS: readonly HallPlan[] = [
  { name: 'red', voters: 30, sdkVoters: 0, polls: 5, durationMs: null },
  { name: 'timed', voters: 10, sdkVoters: 3, polls: 2, durationMs: 5_000 },
];
const GAP_BALLOTS = 100;
const LEAST_FAULTS = 8;

test.each(STORES)(
  '[F1] [B1] [B2] [S2] [V2] [T2] [H1] on the %s store every acked ballot counts once, whatever dies',
  async (store) => {
    const { violations, misdeeds, figures } = await runFaults({
      seed: SEED,
      store,
      fsync: 'always',
      halls: HALLS,
      gapBallots: GAP_BALLOTS,
      isEnough: ({ faults }) => sumOf(faults.counts()) >= LEAST_FAULTS,
    });
    expect({ seed: SEED, violations: violations.map(printViolation), misdeeds }).toEqual({
      seed: SEED,
      violations: [],
      misdeeds: [],
    });
    expect(figures.ballots).toBeGreaterThan(0);
  },
);

function sumOf(counts: Map<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
