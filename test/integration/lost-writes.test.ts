import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { courseOf, expectNeverBackwards, expectSameContent } from '../support/watcher-rules.ts';

let redis: RedisServer;
let admin: Redis;
let here: TestApp;
let there: TestApp;
let hall: Hall;
let watchers: RawClient[];

beforeEach(async () => {
  redis = await startRedis();
  admin = new Redis(redis.url);
  here = await openNode('here');
  there = await openNode('there');
  hall = await openHall(here.url);
  watchers = [await watcherOf(here), await watcherOf(there), hall.moderator];
});
afterEach(async () => {
  for (const watcher of watchers) watcher.close();
  await here.close();
  await there.close();
  admin.disconnect();
  await redis.stop();
});

function openNode(nodeId: string): Promise<TestApp> {
  return openTestApp({ LIMITS: 'off' }, { redisUrl: redis.url, nodeId, logLevel: 'fatal' });
}

async function watcherOf({ url }: TestApp): Promise<RawClient> {
  const watcher = openRawClient(url);
  await watcher.ask('room:join', { code: hall.code });
  return watcher;
}

/** Resolves with a way back to what Redis holds now under the tag: the later writes are lost as by a fail-over. */
async function remember(tag: string): Promise<() => Promise<void>> {
  const keys = await admin.keys(`pollcast:{${tag}}:*`);
  const dumps = await Promise.all(keys.map((key) => admin.dumpBuffer(key)));
  return async () => {
    await Promise.all(keys.map((key, index) => admin.restore(key, 0, dumps[index]!, 'REPLACE')));
  };
}

const cutFeeds = () => admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
const cast = (voter: RawClient) =>
  voter.call('ballot:cast', { id: hall.poll.id, answer: choose(hall.poll.options[0]!.id) });

test('[V2] a room whose last change the store forgot gets it back, and can be changed as before', async () => {
  const { code, moderator, poll } = hall;
  const forget = await remember(code);
  const { room: titled } = await moderator.ask('room:update', { code, title: 'Hall 2' });
  for (const watcher of watchers) await watcher.next('room:changed', ({ title }) => title === 'Hall 2');
  await forget();

  await moderator.ask('poll:close', { id: poll.id });
  for (const watcher of watchers) {
    const closed = await watcher.next('room:changed', ({ polls }) => polls[0]?.status === 'closed');
    expect(closed.title).toBe('Hall 2');
    expect(closed.version).toBeGreaterThan(titled.version);
    const versions = watcher.pushes('room:changed').map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  }
});

test('[V2] a key whose replacement the store forgot stays dead', async () => {
  const { code, moderator, moderatorKey } = hall;
  const forget = await remember(code);
  const { key } = await moderator.ask('room:rekey', { code, which: 'moderator' });
  await until(() => !moderator.socket.connected);
  await forget();
  const renewed = openRawClient(here.url, { key });
  watchers.push(renewed);
  await renewed.ask('room:update', { code, title: 'Hall 2' });
  const stale = openRawClient(there.url, { key: moderatorKey });
  watchers.push(stale);
  const refusal = await new Promise<Error>((resolve) => stale.socket.once('connect_error', resolve));
  expect(refusal).toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
});

test.each(['open', 'draft'])(
  '[V2] a reset that the store forgot is made true again, from %s',
  async (was) => {
    const { moderator, poll } = hall;
    const { id } = poll;
    if (was === 'draft') await moderator.ask('poll:reset', { id });
    const forget = await remember(id);
    if (was === 'draft') await moderator.ask('poll:open', { id });
    await cast(watchers[0]!);
    await moderator.ask('poll:reset', { id });
    const opened = await moderator.ask('poll:open', { id });
    for (const watcher of watchers)
      await watcher.next('poll:changed', ({ round, status }) => round === opened.round && status === 'open');
    await forget();
    await cutFeeds();

    for (const watcher of watchers)
      await watcher.next(
        'poll:changed',
        ({ version, status }) => version > opened.version && status === 'draft',
      );
    await moderator.ask('poll:open', { id });
    expect(await cast(watchers[1]!)).toMatchObject({ ok: true, data: { status: 'counted' } });
    for (const watcher of watchers) {
      await watcher.next('poll:tally', ({ round, voters }) => round === opened.round && voters === 1);
      expectNeverBackwards(courseOf(watcher, id));
    }
    expectSameContent(watchers.map((watcher) => courseOf(watcher, id)));
  },
);
