import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { openRawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { openTestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();
let redis: RedisServer;

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

test('who hangs up while the room is looked up is not counted as present for good', async () => {
  const app = keep(await openTestApp({ LIMITS: 'off' }, { redisUrl: redis.url }));
  const { code, moderator } = await openHall(app.url);
  keep(moderator);
  const connections = async () => {
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    return Number(/^pollcast_connections\{door="socket"\} (\d+)$/m.exec(metrics)?.[1]);
  };
  const ghost = keep(openRawClient(app.url));
  await ghost.ask('room:get', { code });
  expect(await connections()).toBe(2);

  // A room that was read just now is not looked up again.
  await sleep(150);
  redis.signal('SIGSTOP');
  ghost.call('room:join', { code }).catch(() => undefined);
  ghost.close();
  await until(async () => (await connections()) === 1);
  redis.signal('SIGCONT');
  // On one connection to the store the ghost's look-up is answered first.
  await moderator.ask('room:update', { code, title: 'Hall 2' });

  const { present } = await keep(openRawClient(app.url)).ask('room:join', { code });
  expect(present).toBe(1);
});
