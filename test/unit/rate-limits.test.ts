import { beforeEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../server/src/config.ts';
import { createRateLimits, type RateLimits } from '../../server/src/rate-limits.ts';

const HALL = '203.0.113.7';

let limits: RateLimits;
beforeEach(() => {
  limits = openLimits();
});

function openLimits(environment: Record<string, string> = {}): RateLimits {
  const read = readConfig(environment);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return createRateLimits(read.config);
}

const refused = () => ({
  code: 'RATE_LIMITED',
  details: { retryAfterMs: expect.any(Number) },
});

describe('The default limits', () => {
  test('[C6] let 3,000 new voters in at once from one address, then so many a second', async () => {
    for (let voter = 0; voter < 3_000; voter += 1) await limits.newVoter(HALL);
    const more = await Promise.allSettled(Array.from({ length: 200 }, () => limits.newVoter(HALL)));
    const reasons = more.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatchObject(refused());
    await limits.newVoter('203.0.113.8');
  });

  test('[C6] let 5,000 connections stand from one address', () => {
    for (let count = 0; count < 5_000; count += 1) {
      expect(limits.mayConnect(HALL)).toBe(true);
      limits.connected(HALL);
    }
    expect(limits.mayConnect(HALL)).toBe(false);
    limits.disconnected(HALL);
    expect(limits.mayConnect(HALL)).toBe(true);
  });

  test('[C6] let an address guess 20 codes a minute, and ask for rooms it has joined as often as it likes', async () => {
    limits.joinHit(HALL, 'K7M4RX');
    for (let miss = 0; miss < 20; miss += 1) {
      await limits.mayAskFor(HALL, 'AAAAAA');
      await limits.joinMiss(HALL);
    }
    await expect(limits.mayAskFor(HALL, 'AAAAAA')).rejects.toMatchObject(refused());
    await expect(limits.joinMiss(HALL)).rejects.toMatchObject(refused());
    await limits.mayAskFor(HALL, 'K7M4RX');
    await limits.mayAskFor('203.0.113.8', 'AAAAAA');
  });

  test('[C6] bound the commands of a socket and the API requests of an address, each for itself', async () => {
    for (let count = 0; count < 60; count += 1) await limits.command('a');
    await expect(limits.command('a')).rejects.toMatchObject(refused());
    await limits.command('b');
    for (let count = 0; count < 300; count += 1) await limits.apiRequest(HALL);
    await expect(limits.apiRequest(HALL)).rejects.toMatchObject(refused());
    await limits.apiRequest('203.0.113.8');
  });
});

test('[C6] LIMITS=off bounds nothing', async () => {
  const off = openLimits({ LIMITS: 'off' });
  for (let count = 0; count < 500; count += 1) await off.command('a');
  for (let count = 0; count < 50; count += 1) await off.joinMiss(HALL);
  await off.mayAskFor(HALL, 'AAAAAA');
});
