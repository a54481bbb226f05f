import { afterAll, beforeAll, test } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import { draftHall } from '../support/hall.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { press, screens, see, seeRow } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const { visit } = useBrowser();
let redis: RedisServer;
let here: TestApp;
let there: TestApp;
beforeAll(async () => {
  redis = await startRedis();
  here = await openTestApp({}, { redisUrl: redis.url, nodeId: 'here' });
  there = await openTestApp({}, { redisUrl: redis.url, nodeId: 'there' });
});
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
  await redis.stop();
});

test('[N1] a moderator on one node and voters on both see each other live', async () => {
  const hall = await draftHall(here.url);
  hall.moderator.close();
  const moderator = await visit(screens.moderator(here.url, hall));
  const far = await visit(screens.audience(there.url, hall));
  const near = await visit(screens.audience(here.url, hall));
  const stage = await visit(screens.stage(there.url, hall));
  await see(far, 'Stay here');

  await press(moderator, 'Open voting');
  await far.getByRole('radio', { name: 'Tea' }).click();
  await seeRow([moderator, near, far], 'Tea', '1 (100%)');
  await seeRow(stage, 'Tea', '100%', '1');
  await near.getByRole('radio', { name: 'Coffee' }).click();
  await seeRow([moderator, near, far], 'Coffee', '1 (50%)');
  await see(stage, '2 votes');
  await press(moderator, 'Close voting');
  await see([far, near], 'Voting is closed.');
});
