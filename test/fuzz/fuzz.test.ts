import { expect, test } from '@jest/globals';
import { runCampaign } from './campaign.ts';

/** Another one, and more cases: `npm run fuzz -- --seed N --cases N`. */
const SEED = 20_261_123;
const CASES = 3_000;
/** On a busy machine it ends early. */
const LIMIT_MS = 20_000;
const TIMEOUT_MS = 300_000;
/** Rates of the last seconds are forgotten. */
const REST_MS = 3_000;
/** Rooms that nobody could delete any more are known for another minute: less than a kilobyte a case. */
const HEAP_BYTES = 768 * CASES;

test(
  '[C1] [C2] [C3] [C4] whatever comes in at whatever door, the server stands, answers by the table and counts on',
  async () => {
    const { done, breaches, healthy, before, after } = await runCampaign({
      seed: SEED,
      cases: CASES,
      restMs: REST_MS,
      limitMs: LIMIT_MS,
    });
    console.log(`seed ${SEED}`, done, healthy, before, after);
    expect(breaches).toEqual([]);
    expect(Object.keys(done)).toHaveLength(9);
    expect(healthy.votes).toBeGreaterThan(0);
    expect(after.heap.dataBytes - before.heap.dataBytes).toBeLessThan(HEAP_BYTES);
  },
  TIMEOUT_MS,
);

test(
  '[C3] a server that ends is not overlooked',
  async () => {
    const campaign = runCampaign({
      seed: SEED,
      cases: CASES,
      onCase: (_index, server) => server.signalGroup('SIGKILL'),
    });
    await expect(campaign).rejects.toThrow('the server ended (SIGKILL) in one of the cases -');
  },
  TIMEOUT_MS,
);
