import { afterEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { openHall } from '../support/hall.ts';
import { startRedis } from '../support/redis-server.ts';
import { openTestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const ended: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

test('[B1] a close recounts the ballots, and the log names a poll whose counters are not their sum', async () => {
  const redis = await startRedis();
  const app = await openTestApp({}, { redisUrl: redis.url });
  const raw = new Redis(redis.url);
  ended.push(redis.stop, app.close, () => raw.disconnect());
  const halls = [await openHall(app.url), await openHall(app.url)];
  const [right, wrong] = halls.map(({ poll }) => poll.id);
  await raw.hset(`pollcast:{${wrong}}:poll`, 'voters', 1);
  for (const { moderator, poll } of halls) {
    await moderator.ask('poll:close', { id: poll.id });
    moderator.close();
  }
  await until(() => app.logged.some((line) => line.includes(wrong!) && line.includes('not the sum')));
  expect(app.logged.join()).not.toContain(right);
});
