import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { retryDelayMs } from '../../client/src/sdk/retry-delay.ts';
import { createServerClock } from '../../client/src/sdk/server-clock.ts';

describe('the server’s clock', () => {
  const AHEAD_MS = 3_600_000;

  /** A clock on a device that is an hour behind, and a way to have an answer come back after some time. */
  function setUp() {
    let device = 1_000_000;
    const clock = createServerClock(() => device);
    function answer({ outMs, backMs }: { outMs: number; backMs: number }) {
      const sentAt = device;
      device += outMs;
      const serverNow = device + AHEAD_MS;
      device += backMs;
      clock.observe(serverNow, sentAt);
    }
    const errorMs = () => clock.now() - (device + AHEAD_MS);
    return { clock, answer, errorMs };
  }

  test('is the device’s own before the first answer', () => {
    expect(createServerClock(() => 1_234).now()).toBe(1_234);
  });

  test('errs by half a round trip at most', () => {
    const trip = fc.integer({ min: 0, max: 5_000 });
    fc.assert(
      fc.property(trip, trip, (outMs, backMs) => {
        const { answer, errorMs } = setUp();
        answer({ outMs, backMs });
        expect(Math.abs(errorMs())).toBeLessThanOrEqual((outMs + backMs) / 2 + 1);
      }),
    );
  });

  test('keeps to the answer with the least round trip, until it restarts', () => {
    const { clock, answer, errorMs } = setUp();
    answer({ outMs: 5, backMs: 5 });
    answer({ outMs: 0, backMs: 1_000 });
    expect(errorMs()).toBe(0);
    clock.restart();
    expect(errorMs()).toBe(0);
    answer({ outMs: 0, backMs: 1_000 });
    expect(errorMs()).toBe(-500);
  });
});

describe('the delay before a retry', () => {
  test('doubles from a quarter of a second to four seconds, at most half of it less', () => {
    expect([1, 2, 3, 4, 5, 6, 100].map((attempt) => retryDelayMs(attempt, 0, () => 1))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 4_000, 4_000,
    ]);
    expect(retryDelayMs(1, 0, () => 0)).toBe(125);
  });

  test('is never less than what the server asks for', () => {
    expect(retryDelayMs(1, 7_000, () => 0)).toBeGreaterThanOrEqual(7_000);
  });
});
