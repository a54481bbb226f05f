import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { runAdmin } from '../../server/src/admin/run-admin.ts';
import { gatherCrowd } from '../support/crowd.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const SECRET = 'a secret of the operator, long enough for all';

let hall: Hall;
const clients: RawClient[] = [];

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

function connect(url: string, auth: Parameters<typeof openRawClient>[1] = {}): RawClient {
  const client = openRawClient(url, auth);
  clients.push(client);
  return client;
}

async function openPoll(url: string): Promise<void> {
  hall = await openHall(url);
  clients.push(hall.moderator);
}

const cast = (voter: RawClient, option = 0, seq = 1) =>
  voter.ask('ballot:cast', { id: hall.poll.id, answer: choose(hall.poll.options[option]!.id), seq });

describe('beside running nodes on Redis', () => {
  let redis: RedisServer;
  let raw: Redis;
  let app: TestApp;
  let environment: Record<string, string>;

  beforeAll(async () => {
    redis = await startRedis();
    raw = new Redis(redis.url);
    environment = { REDIS_URL: redis.url, SECRET, PUBLIC_URL: 'https://polls.example' };
    app = await openTestApp({ LIMITS: 'off' }, { redisUrl: redis.url, secret: SECRET });
  });
  afterAll(async () => {
    await app.close();
    raw.disconnect();
    await redis.stop();
  });
  beforeEach(() => openPoll(app.url));

  const admin = (...words: string[]) => runAdmin(words, environment);
  const written = async () => /rdb_changes_since_last_save:\d+/.exec(await raw.info('persistence'))![0];

  test('[R9] rooms lists them with what they hold, the last used one first', async () => {
    const { code: older } = hall;
    await openPoll(app.url);
    await cast(connect(app.url));
    const listed = await admin('rooms', '--json');
    const [first, second] = JSON.parse(listed.out);
    expect(first).toMatchObject({ code: hall.code, title: 'Hall 1', polls: 1 });
    expect(second).toMatchObject({ code: older });
    expect(first.usedAt).toBeGreaterThan(second.usedAt);
    const { code, out } = await admin('rooms');
    expect(code).toBe(0);
    expect(out.split('\n')[1]).toMatch(
      new RegExp(`^${hall.code}  \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d  1 +Hall 1$`),
    );
  });

  test('[R9] recount agrees while votes come in, changes nothing, and finds a counter that is wrong', async () => {
    const crowd = await gatherCrowd(app.url, 50);
    clients.push(...crowd);
    const voting = Promise.all(crowd.map((voter, index) => cast(voter, index % 2)));
    for (const words of [['recount'], ['recount', hall.code], ['recount', hall.poll.id]])
      expect(await admin(...words)).toMatchObject({ code: 0, out: expect.stringMatching(/ok$/m) });
    await voting;

    const before = await written();
    const [row] = JSON.parse((await admin('recount', hall.code.toLowerCase(), '--json')).out);
    expect(row).toMatchObject({ poll: hall.poll.id, recounted: { voters: 50 }, isRight: true });
    expect(await written()).toBe(before);

    await raw.hincrby(`pollcast:{${hall.poll.id}}:bins`, hall.poll.options[0]!.id, 1);
    const { code, out } = await admin('recount', hall.code);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^${hall.poll.id} .*MISMATCH.* 26 .*ballots voters 50`, 'm'));
    await raw.hincrby(`pollcast:{${hall.poll.id}}:bins`, hall.poll.options[0]!.id, -1);
  });

  test('[R9] [I4] rekey prints the new key once and cuts off the old one', async () => {
    const { code, out } = await admin('rekey', hall.code);
    expect(code).toBe(0);
    const link = out.split('\n').at(-1)!;
    expect(link).toMatch(new RegExp(`^https://polls\\.example/r/${hall.code}/moderate#mk_`));
    await until(() => !hall.moderator.socket.connected);
    const renewed = connect(app.url, { key: link.split('#')[1]! });
    await renewed.ask('poll:close', { id: hall.poll.id });

    const viewer = await admin('rekey', hall.code, 'viewer', '--json');
    expect(JSON.parse(viewer.out)).toMatchObject({
      which: 'viewer',
      link: expect.stringMatching(/\/present#vk_/),
    });
  });

  test('[R9] delete erases all of a room, and whoever watches it hears so', async () => {
    const watcher = connect(app.url);
    await watcher.ask('room:join', { code: hall.code });
    await cast(connect(app.url));
    expect(await admin('delete', hall.code)).toMatchObject({ code: 0 });
    expect(await watcher.next('room:removed')).toEqual({ code: hall.code });
    expect(await watcher.call('room:get', { code: hall.code })).toMatchObject({
      error: { code: 'ROOM_NOT_FOUND' },
    });
    const keys = await raw.keys('*');
    expect(keys.filter((key) => key.includes(hall.code) || key.includes(hall.poll.id))).toEqual([]);
  });

  test('[R9] refuses what is not there or not for Redis, and says why', async () => {
    expect(await admin('delete', 'K7M4RX')).toMatchObject({ code: 1, error: 'There is no room K7M4RX.' });
    expect(await admin('recount', 'nonsense')).toMatchObject({
      code: 1,
      error: expect.stringMatching(/no poll or room/),
    });
    expect(await admin('backup', 'x')).toMatchObject({ code: 1, error: expect.stringMatching(/in Redis/) });
    const other = { ...environment, SECRET: 'another secret, which is long enough too' };
    expect(await runAdmin(['rooms'], other)).toMatchObject({
      code: 1,
      error: expect.stringMatching(/another SECRET/),
    });
  });
});

test('[R9] what cannot be understood is answered with the usage and exit code 2', async () => {
  for (const words of [[], ['frobnicate'], ['rooms', 'all'], ['rekey'], ['delete', 'x'], ['rooms', '--yes']])
    expect(await runAdmin(words, {})).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringMatching(/Usage: npm run admin/),
    });
  expect(await runAdmin(['--help'], {})).toMatchObject({
    code: 0,
    out: expect.stringMatching(/Usage: npm run admin/),
  });
  expect(await runAdmin(['rooms'], { PORT: 'x', CADENCE_MS: '0' })).toMatchObject({
    code: 1,
    error: expect.stringMatching(/PORT.*\n.*CADENCE_MS/),
  });
});
