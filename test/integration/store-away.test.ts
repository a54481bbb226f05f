import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { CommandInput, CommandName, Tally } from '@pollcast/shared';
import { Redis } from 'ioredis';
import { gatherCrowd } from '../support/crowd.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { courseOf, expectNeverBackwards, expectSameContent } from '../support/watcher-rules.ts';

const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];
/** "Within seconds", on a machine that is busy with other tests. */
const SECONDS_MS = 10_000;

let redis: RedisServer;
let admin: Redis;
let nodes: TestApp[];
let clients: RawClient[];
let hall: Hall;

beforeEach(async () => {
  redis = await startRedis({ args: DURABLE });
  admin = new Redis(redis.url);
  admin.on('error', () => {});
  nodes = [];
  clients = [];
});
afterEach(async () => {
  for (const client of [hall.moderator, ...clients]) client.close();
  for (const node of nodes) await node.close();
  admin.disconnect();
  await redis.stop();
});

async function openNode(nodeId: string, redisUrl = redis.url): Promise<TestApp> {
  const node = await openTestApp({ LIMITS: 'off' }, { redisUrl, nodeId, logLevel: 'fatal' });
  nodes.push(node);
  return node;
}

function connect(node: TestApp): RawClient {
  const client = openRawClient(node.url);
  clients.push(client);
  return client;
}

async function watcherOf(node: TestApp): Promise<RawClient> {
  const watcher = connect(node);
  await watcher.ask('room:join', { code: hall.code });
  return watcher;
}

const cast = (voter: RawClient, option = 0, seq = Date.now()) =>
  voter.call('ballot:cast', { id: hall.poll.id, answer: choose(hall.poll.options[option]!.id), seq });
const cutFeeds = () => admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
const statusOf = async (node: TestApp, path: string) => (await fetch(`${node.url}${path}`)).status;

test('[R1] while Redis hangs every command says so within seconds, and all goes on when it answers again', async () => {
  const node = await openNode('n1');
  hall = await openHall(node.url);
  const [voter, ...others] = await gatherCrowd(node.url, 21);
  clients.push(voter!, ...others);
  await cast(voter!);

  redis.signal('SIGSTOP');
  const { id } = hall.poll;
  const attempts: { [C in CommandName]?: CommandInput<C> } = {
    'room:create': { title: 'Hall 2' },
    'room:update': { code: hall.code, title: 'Hall 3' },
    'poll:create': { code: hall.code, kind: 'rating', question: 'How was it?' },
    'poll:close': { id },
    'poll:get': { id },
    'ballot:cast': { id, answer: choose(hall.poll.options[1]!.id) },
    'ballot:withdraw': { id },
  };
  const startedAt = performance.now();
  for (const [command, input] of Object.entries(attempts)) {
    const reply = await hall.moderator.call(command as CommandName, input as never);
    expect([command, reply]).toEqual([
      command,
      { ok: false, error: expect.objectContaining({ code: 'STORE_UNAVAILABLE', retryable: true }) },
    ]);
  }
  for (const reply of await Promise.all(others.map((other) => cast(other))))
    expect(reply).toMatchObject({ error: { code: 'STORE_UNAVAILABLE' } });
  expect(performance.now() - startedAt).toBeLessThan(SECONDS_MS);
  expect(await statusOf(node, '/healthz')).toBe(200);
  expect(await statusOf(node, '/readyz')).toBe(503);

  redis.signal('SIGCONT');
  await until(async () => (await statusOf(node, '/readyz')) === 200);
  const seq = Date.now();
  const recast = await Promise.all(others.map((other) => cast(other, 1, seq)));
  expect(recast.every(({ ok }) => ok)).toBe(true);
  await hall.moderator.next('poll:tally', (tally) => tally.bins[hall.poll.options[1]!.id] === 20);
  const { tally } = await hall.moderator.ask('poll:close', { id });
  expect(tally.voters).toBe(21);
});

test('[R1] kill -9 of Redis amidst the voting loses no acked ballot, and voters get through by repeating', async () => {
  const node = await openNode('n1');
  hall = await openHall(node.url);
  const watcher = await watcherOf(node);
  const voters = await gatherCrowd(node.url, 200);
  clients.push(...voters);
  const seq = Date.now();

  const acked = new Set<RawClient>();
  const early = voters.map(async (voter, index) => {
    // The first hundred at once, each of the others when one more is through.
    await until(() => acked.size >= index - 100 || admin.status !== 'ready');
    if ((await cast(voter, index % 2, seq)).ok) acked.add(voter);
  });
  await until(() => acked.size >= 50);
  await redis.kill();
  await Promise.all(early);
  expect(acked.size).toBeGreaterThanOrEqual(50);
  expect(await statusOf(node, '/healthz')).toBe(200);

  await redis.restart();
  await until(async () => (await statusOf(node, '/readyz')) === 200);
  const retries = await Promise.all(voters.map((voter, index) => cast(voter, index % 2, seq)));
  for (const [index, reply] of retries.entries())
    expect(reply).toMatchObject({
      data: {
        status: acked.has(voters[index]!) ? 'repeated' : expect.stringMatching(/^(counted|repeated)$/),
      },
    });
  await watcher.next('poll:tally', (tally) => tally.voters === 200);
  const { tally } = await hall.moderator.ask('poll:close', { id: hall.poll.id });
  expect(Object.values(tally.bins)).toEqual([100, 100]);
});

test('[R6] a change feed that is cut heals, and watchers learn what they missed', async () => {
  const here = await openNode('here');
  const there = await openNode('there');
  hall = await openHall(here.url);
  const watcher = await watcherOf(there);
  await cutFeeds();
  await cast(connect(here));
  await hall.moderator.ask('room:update', { code: hall.code, title: 'Hall 2' });
  await watcher.next('poll:tally', ({ voters }) => voters === 1);
  await watcher.next('room:changed', ({ title }) => title === 'Hall 2');
});

test('[R6] a change feed that goes deaf in silence is noticed and heals', async () => {
  const proxy = await openTcpProxy(redis.port);
  const here = await openNode('here');
  const there = await openNode('there', `redis://127.0.0.1:${proxy.port}`);
  hall = await openHall(here.url);
  const watcher = await watcherOf(there);

  expect(proxy.freeze('subscribe')).toBe(1);
  await cast(connect(here));
  await watcher.next('poll:tally', ({ voters }) => voters === 1);
  await hall.moderator.ask('room:update', { code: hall.code, title: 'Hall 2' });
  await watcher.next('room:changed', ({ title }) => title === 'Hall 2');

  await there.close();
  await proxy.close();
});

test('[R6] what is watched is read again though nothing told of it, closed or not, and the room too', async () => {
  const node = await openNode('n1');
  hall = await openHall(node.url);
  const { id } = hall.poll;
  const watcher = await watcherOf(node);
  const { tally } = await hall.moderator.ask('poll:close', { id });
  const { version } = await watcher.next('room:changed', ({ polls }) => polls[0]?.status === 'closed');
  await admin.hset(`pollcast:{${id}}:poll`, 'tallyVersion', tally.version + 1_000);
  await admin.hset(`pollcast:{${hall.code}}:room`, 'version', version + 1_000);
  await watcher.next('poll:tally', (newer) => newer.version === tally.version + 1_000);
  await watcher.next('room:changed', (newer) => newer.version === version + 1_000);
});

test('[R6] a poll that cannot be read keeps no other from being current', async () => {
  const node = await openNode('n1');
  hall = await openHall(node.url);
  const { code, moderator, poll } = hall;
  const { id: broken } = await moderator.ask('poll:create', { code, kind: 'rating', question: 'Well?' });
  await moderator.ask('poll:open', { id: broken });
  const watcher = await watcherOf(node);
  await admin.set(`pollcast:{${broken}}:poll`, 'not a hash');
  await admin.hset(`pollcast:{${poll.id}}:poll`, 'tallyVersion', Date.now() + 1_000_000);
  await watcher.next('poll:tally', ({ version }) => version > Date.now() + 500_000);
});

test('[S1] a close that did not reach the room does when it is repeated', async () => {
  const node = await openNode('n1');
  hall = await openHall(node.url);
  const { id } = hall.poll;
  const watcher = await watcherOf(node);
  // Redis takes writes to the poll, but none to its room.
  await admin.call('ACL', 'SETUSER', 'default', 'resetkeys', '%R~*', `~pollcast:{${id}}:*`);
  expect(await hall.moderator.call('poll:close', { id })).toMatchObject({ ok: false });
  await watcher.next('poll:changed', ({ status }) => status === 'closed');
  await admin.call('ACL', 'SETUSER', 'default', 'allkeys');
  await hall.moderator.ask('poll:close', { id });
  await watcher.next('room:changed', ({ polls }) => polls[0]?.status === 'closed');
});

test('[V2] a close that the store forgot is made true again, and nobody sees a version fall', async () => {
  const here = await openNode('here');
  const there = await openNode('there');
  hall = await openHall(here.url);
  const { id } = hall.poll;
  const watchers = [await watcherOf(here), await watcherOf(there), hall.moderator];
  const voters = await gatherCrowd(here.url, 2);
  clients.push(...voters);
  await cast(voters[0]!);

  const keys = await admin.keys(`pollcast:{${id}}:*`);
  const dumps = await Promise.all(keys.map((key) => admin.dumpBuffer(key)));
  await cast(voters[1]!);
  const { tally: announced } = await hall.moderator.ask('poll:close', { id });
  for (const watcher of watchers) await watcher.next('poll:tally', ({ final }) => final);
  // A replica without the last writes becomes master: the poll is open again, and every connection breaks.
  await Promise.all(keys.map((key, index) => admin.restore(key, 0, dumps[index]!, 'REPLACE')));
  await cutFeeds();

  const isMadeTrue = (tally: Tally) => tally.final && tally.version > announced.version;
  for (const watcher of watchers) await watcher.next('poll:tally', isMadeTrue);
  const { tally } = await hall.moderator.ask('poll:close', { id });
  expect(tally).toMatchObject({ voters: 1, final: true });
  for (const watcher of watchers) {
    await until(() => watcher.pushes('poll:tally').at(-1)!.version === tally.version);
    expectNeverBackwards(courseOf(watcher, id));
  }
  expectSameContent(watchers.map((watcher) => courseOf(watcher, id)));
});
