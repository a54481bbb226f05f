import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { draftHall, openHall } from '../support/hall.ts';
import { openHttpDoor, problemOf } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { scrape } from '../support/scrape.ts';
import { describeOnStores } from '../support/stores.ts';
import { openStream } from '../support/stream-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();

async function hallIn(app: TestApp, changes: Parameters<typeof openHall>[1] = {}) {
  const hall = await openHall(app.url, changes);
  keep(hall.moderator);
  return hall;
}

describeOnStores('metrics', (open) => {
  test('[M1] count ballots by what became of them, and how many went together', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const hall = await hallIn(app);
    const { id } = hall.poll;
    const voter = keep(openRawClient(app.url));
    const cast = (option: string, seq: number) =>
      voter.call('ballot:cast', { id, answer: choose(option), seq });
    await cast('o1', 10);
    await cast('o1', 10);
    await cast('o2', 20);
    await cast('o1', 15);
    await voter.ask('ballot:withdraw', { id, seq: 30 });
    await hall.moderator.ask('poll:close', { id });
    await cast('o1', 40);
    const { value } = await scrape(app.url);
    const statuses = { counted: 1, repeated: 1, changed: 1, superseded: 1, withdrawn: 1, refused: 1 };
    for (const [status, count] of Object.entries(statuses))
      expect([status, value(`pollcast_ballots_total{status="${status}"}`)]).toEqual([status, count]);
    expect(value('pollcast_batch_ballots_sum')).toBe(6);
    expect(value('pollcast_refusals_total{code="POLL_CLOSED"}')).toBe(1);
  });

  test('[M1] time the store and the broadcast, and tell the cadence', async () => {
    const app = keep(await open({ LIMITS: 'off', CADENCE_MS: '20' }));
    const hall = await hallIn(app);
    const voter = keep(openRawClient(app.url));
    await voter.ask('ballot:cast', { id: hall.poll.id, answer: choose('o1') });
    await hall.moderator.next('poll:tally', ({ voters }) => voters === 1);
    const { value } = await scrape(app.url);
    expect(value('pollcast_store_seconds_count{operation="ballots.cast"}')).toBe(1);
    expect(value('pollcast_store_seconds_count{operation="rooms.create"}')).toBe(1);
    expect(value('pollcast_broadcast_seconds_count')).toBeGreaterThan(0);
    expect(value('pollcast_cadence_seconds')).toBeGreaterThanOrEqual(0.02);
  });
});

describe('metrics', () => {
  test('[M1] count connections and watchers by door', async () => {
    const app = keep(await openTestApp({ LIMITS: 'off' }));
    const hall = await hallIn(app);
    const idle = keep(openRawClient(app.url));
    await idle.ask('poll:get', { id: hall.poll.id });
    const stream = keep(await openStream(app.url, hall.poll.id));
    await stream.next('poll');
    const { value } = await scrape(app.url);
    // The hall's own first client may not be gone yet.
    expect(value('pollcast_connections{door="socket"}')).toBeGreaterThanOrEqual(2);
    expect(value('pollcast_watchers{door="socket"}')).toBe(1);
    expect(value('pollcast_connections{door="stream"}')).toBe(1);
    stream.close();
    await until(async () => (await scrape(app.url)).value('pollcast_connections{door="stream"}') === 0);
  });

  test('[M1] count each refusal once, at whatever door it was told', async () => {
    const app = keep(await openTestApp());
    const hall = await hallIn(app);
    const { code } = hall;
    const guest = keep(openRawClient(app.url));
    const door = openHttpDoor(app.url);
    const told = async (refusal: string) =>
      (await scrape(app.url)).value(`pollcast_refusals_total{code="${refusal}"}`);
    expect(await told('FORBIDDEN')).toBe(0);
    await guest.call('room:update', { code, title: 'Mine' });
    await door.call('room:update', { code, title: 'Mine' });
    expect(await told('FORBIDDEN')).toBe(2);
    await door.send('GET', '/p/p0000000000000000');
    expect(await told('POLL_NOT_FOUND')).toBe(1);
    const forger = keep(openRawClient(app.url, { key: 'mk_forged' }));
    await new Promise((resolve) => forger.socket.once('connect_error', resolve));
    expect(await told('UNAUTHENTICATED')).toBe(1);
  });

  test('[M1] name nobody and nothing that was voted on', async () => {
    const app = keep(await openTestApp({ LIMITS: 'off' }));
    const hall = await hallIn(app, { settings: { results: 'moderators', turnout: false } });
    const { id, options, question } = hall.poll;
    const voter = keep(openRawClient(app.url));
    const { you } = await voter.ask('room:join', { code: hall.code });
    await voter.ask('ballot:cast', { id, answer: choose('o1') });
    const { text } = await scrape(app.url);
    const labels = options.map(({ label }) => label);
    const secrets = [hall.moderatorKey, hall.viewerKey, you.voterToken];
    for (const name of [id, hall.code, question, '127.0.0.1', ...labels, ...secrets])
      expect(text).not.toContain(name);
    const used = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    expect([...used].sort()).toEqual(['code', 'door', 'le', 'operation', 'status']);
  });

  test('[M1] [H2] are for this machine alone without a key: they would tell how many vote where it is hidden', async () => {
    const app = keep(await openTestApp());
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const answer = await openHttpDoor(app.url).send('GET', '/metrics', { headers });
    expect(problemOf(answer).code).toBe('UNAUTHENTICATED');
  });

  test('[M1] are for the bearer of METRICS_KEY alone, where it is set', async () => {
    const key = 'a key that only the scraper has';
    const app = keep(await openTestApp({ METRICS_KEY: key.replaceAll(' ', '-') }));
    const hall = await draftHall(app.url);
    keep(hall.moderator);
    for (const secret of [undefined, hall.moderatorKey, key.slice(1).replaceAll(' ', '-')]) {
      const answer = await openHttpDoor(app.url).send('GET', '/metrics', { secret });
      expect(problemOf(answer).code).toBe('UNAUTHENTICATED');
    }
    expect((await scrape(app.url, key.replaceAll(' ', '-'))).text).toContain('pollcast_connections');
  });
});

describe('metrics of a store that fails', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  const openOnRedis = async () =>
    keep(await openTestApp({ LIMITS: 'off' }, { redisUrl: redis.url, logLevel: 'fatal' }));

  function tamper() {
    const client = new Redis(redis.url);
    keep({ close: () => client.quit() });
    return client;
  }

  test('[M1] tell of a tally that is not the sum of its ballots', async () => {
    const app = await openOnRedis();
    const { poll, moderator } = await hallIn(app);
    await tamper().hincrby(`pollcast:{${poll.id}}:bins`, 'o1', 1);
    await moderator.ask('poll:close', { id: poll.id });
    // The close does not wait for the recount.
    await until(async () => (await scrape(app.url)).value('pollcast_tally_mismatch_total') === 1);
  });

  test('[M1] tell of writes that the store has lost', async () => {
    const app = await openOnRedis();
    const { poll, moderator } = await hallIn(app);
    await tamper().hincrby(`pollcast:{${poll.id}}:poll`, 'tallyVersion', -1_000);
    await moderator.ask('poll:get', { id: poll.id });
    expect((await scrape(app.url)).value('pollcast_store_regressions_total')).toBeGreaterThan(0);
  });

  test('[M1] are there while the store is away, and count its failures', async () => {
    const app = await openOnRedis();
    const { poll, moderator } = await hallIn(app);
    await redis.kill();
    expect(await moderator.call('poll:get', { id: poll.id })).toMatchObject({
      error: { code: 'STORE_UNAVAILABLE' },
    });
    const { value } = await scrape(app.url);
    expect(value('pollcast_store_failures_total{operation="polls.get"}')).toBeGreaterThan(0);
    expect(value('pollcast_refusals_total{code="STORE_UNAVAILABLE"}')).toBe(1);
    expect(value('pollcast_faults_total')).toBe(0);
    await redis.restart();
  });
});
