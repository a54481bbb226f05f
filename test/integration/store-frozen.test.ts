import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createClient } from '../../client/src/sdk/client.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();
/** Some 3 s are meant, see docs/OPERATIONS.md; the rest is for a busy machine. */
const SOON_MS = 15_000;

let redis: RedisServer;
beforeEach(async () => {
  redis = await startRedis();
});
afterEach(() => redis.stop());

async function openNode(redisUrl = redis.url): Promise<TestApp> {
  return keep(await openTestApp({ LIMITS: 'off' }, { redisUrl, logLevel: 'fatal' }));
}

const statusOf = async ({ url }: TestApp, path: string) => (await fetch(`${url}${path}`)).status;

/** A phone with the SDK that has joined, and a bare watcher. */
async function audienceOf({ url }: TestApp, { code, moderator }: Hall) {
  keep(moderator);
  const phone = keep(createClient({ url }));
  await phone.joinRoom(code);
  const watcher = keep(openRawClient(url));
  await watcher.ask('room:join', { code });
  return { phone, watcher };
}

/** Asks one thing after the other for so long; returns how long the slowest answer took and what was said. */
async function askFor(asker: RawClient, ask: () => ReturnType<RawClient['call']>, lengthMs: number) {
  const answers: { tookMs: number; code: string }[] = [];
  for (const endAt = performance.now() + lengthMs; performance.now() < endAt; ) {
    const askedAt = performance.now();
    const reply = await ask();
    answers.push({ tookMs: performance.now() - askedAt, code: reply.ok ? 'ok' : reply.error.code });
  }
  expect(asker.socket.connected).toBe(true);
  return answers;
}

test.each([3, 15])(
  '[R1] while Redis hangs for %i s every command is answered soon, nobody is cut off, and all goes on by itself',
  async (seconds) => {
    const node = await openNode();
    const hall = await openHall(node.url);
    const { code, poll } = hall;
    const { phone, watcher } = await audienceOf(node, hall);

    redis.signal('SIGSTOP');
    const cast = phone.castBallot(poll.id, choose('o1'));
    const [read, joined] = await Promise.all([
      askFor(watcher, () => watcher.call('poll:get', { id: poll.id }), seconds * 1_000),
      askFor(hall.moderator, () => hall.moderator.call('room:join', { code }), seconds * 1_000),
    ]);
    const answers = [...read, ...joined];
    expect(new Set(answers.map((answer) => answer.code))).toEqual(new Set(['STORE_UNAVAILABLE']));
    expect(Math.max(...answers.map(({ tookMs }) => tookMs))).toBeLessThan(SOON_MS);
    expect(phone.poll(poll.id)).toMatchObject({ ballot: { state: 'sending' } });
    expect(await statusOf(node, '/healthz')).toBe(200);
    expect(await statusOf(node, '/readyz')).toBe(503);

    redis.signal('SIGCONT');
    expect((await cast).status).toMatch(/^(counted|repeated)$/);
    await watcher.next('poll:tally', ({ voters }) => voters === 1);
    await until(() => phone.poll(poll.id)?.tally?.voters === 1);
    await until(async () => (await statusOf(node, '/readyz')) === 200);
    expect(phone.connection).toEqual({ status: 'online' });
    expect(watcher.socket.connected).toBe(true);
  },
);

test('[R1] [R6] links to Redis that fall silent are given up, and votes and tallies go on over new ones', async () => {
  const proxy = keep(await openTcpProxy(redis.port));
  const node = await openNode(`redis://127.0.0.1:${proxy.port}`);
  const hall = await openHall(node.url);
  const { phone, watcher } = await audienceOf(node, hall);
  expect(proxy.freeze()).toBeGreaterThanOrEqual(2);
  expect((await phone.castBallot(hall.poll.id, choose('o1'))).status).toMatch(/^(counted|repeated)$/);
  await watcher.next('poll:tally', ({ voters }) => voters === 1);
  await hall.moderator.ask('room:update', { code: hall.code, title: 'Hall 2' });
  await watcher.next('room:changed', ({ title }) => title === 'Hall 2');
});
