import { afterEach, describe, expect, test } from '@jest/globals';
import { newCode, roomDraft } from '../contract/store-fixtures.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let app: TestApp;
let clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await app.close();
});

function connect(auth: Parameters<typeof openRawClient>[1] = {}): RawClient {
  const client = openRawClient(app.url, auth);
  clients.push(client);
  return client;
}

async function hallOf(open: typeof openHall, changes: Parameters<typeof openHall>[1] = {}): Promise<Hall> {
  const hall = await open(app.url, changes);
  clients.push(hall.moderator);
  return hall;
}

const cast = (voter: RawClient, { poll }: Hall) =>
  voter.call('ballot:cast', { id: poll.id, answer: choose(poll.options[0]!.id) });

describeOnStores('a deadline', (open) => {
  test('[S3] closes the poll for its watchers by itself, and later ballots are refused', async () => {
    app = await open({ LIMITS: 'off' });
    const hall = await hallOf(openHall, { settings: { durationMs: 1_000 } });
    const watcher = connect();
    await watcher.ask('room:join', { code: hall.code });
    const ack = await cast(watcher, hall);
    expect(ack).toMatchObject({ ok: true, data: { status: 'counted' } });

    const final = await watcher.next('poll:tally', (tally) => tally.final);
    const lateMs = Date.now() - hall.poll.closesAt!;
    const closed = await watcher.next('poll:changed', ({ status }) => status === 'closed');
    expect(closed).toMatchObject({ closesAt: hall.poll.closesAt, closedAt: hall.poll.closesAt });
    expect(final.voters).toBe(1);
    await watcher.next('room:changed', ({ polls }) => polls[0]?.status === 'closed');
    expect(ack.ok && ack.data.version).toBeLessThanOrEqual(final.version);
    // Some 250 ms are meant: nodes take turns. The rest is for a busy machine.
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(3_000);
    expect(await cast(connect(), hall)).toMatchObject({ error: { code: 'POLL_CLOSED' } });
  });

  test('[S3] moves with a new duration, and an opening without one clears it', async () => {
    app = await open({ LIMITS: 'off' });
    const hall = await hallOf(openHall, { settings: { durationMs: 1_000 } });
    const { id } = hall.poll;
    const moved = await hall.moderator.ask('poll:open', { id, durationMs: HOUR_MS });
    expect(moved.closesAt! - hall.poll.closesAt!).toBeGreaterThanOrEqual(HOUR_MS - 1_000);
    expect((await hall.moderator.ask('poll:open', { id })).closesAt).toBe(moved.closesAt);
    await hall.moderator.none('poll:changed', async () => {
      await until(() => Date.now() > hall.poll.closesAt! + 500);
      expect((await hall.moderator.ask('poll:get', { id })).poll.status).toBe('open');
    });
  });
});

describe("the store's clock", () => {
  test('[S3] decides alone: from the deadline on every read says closed, though no timer has fired', async () => {
    let ahead = 0;
    app = await openTestApp({ LIMITS: 'off' }, { now: () => Date.now() + ahead });
    const hall = await hallOf(openHall, { settings: { durationMs: HOUR_MS } });
    await cast(connect(), hall);
    ahead = HOUR_MS;
    expect(await cast(connect(), hall)).toMatchObject({ error: { code: 'POLL_CLOSED' } });
    const { poll, tally } = await connect().ask('poll:get', { id: hall.poll.id });
    expect(poll).toMatchObject({ status: 'closed', closedAt: hall.poll.closesAt });
    expect(tally).toMatchObject({ voters: 1, final: true });
  });

  test('[S3] makes what was read a moment ago outdated', async () => {
    let ahead = 0;
    app = await openTestApp({ LIMITS: 'off' }, { now: () => Date.now() + ahead });
    const hall = await hallOf(openHall, { settings: { durationMs: HOUR_MS } });
    const reader = connect();
    const statusNow = async () => (await reader.ask('room:get', { code: hall.code })).room.polls[0]?.status;
    expect(await statusNow()).toBe('open');
    ahead = HOUR_MS;
    expect(await statusNow()).toBe('closed');
  });

  test('[S3] closes after a restart what fell due while the server was away', async () => {
    let ahead = 0;
    app = await openTestApp({ LIMITS: 'off' }, { now: () => Date.now() + ahead });
    const hall = await hallOf(openHall, { settings: { durationMs: HOUR_MS } });
    await app.stop();
    ahead = 2 * HOUR_MS;
    await app.start();
    const { polls } = await connect().ask('room:join', { code: hall.code });
    expect(polls[0]!.poll).toMatchObject({ status: 'closed', closedAt: hall.poll.closesAt });
  });
});

describe('retention', () => {
  test('[R5] erases a room that nobody uses, keeps one that is voted in or moderated', async () => {
    let ahead = 0;
    app = await openTestApp({ LIMITS: 'off', RETENTION_DAYS: '1' }, { now: () => Date.now() + ahead });
    const unused = await hallOf(openHall);
    const votedIn = await hallOf(openHall);
    const moderated = await hallOf(draftHall);
    await cast(connect(), unused);

    ahead = 20 * HOUR_MS;
    await cast(connect(), votedIn);
    await moderated.moderator.ask('room:update', { code: moderated.code, title: 'Hall 2' });
    ahead = 25 * HOUR_MS;
    // It looks at each start, and every hour.
    await app.restart();
    const reader = connect();
    await until(async () => !(await reader.call('room:get', { code: unused.code })).ok);
    expect(await reader.call('poll:get', { id: unused.poll.id })).toMatchObject({
      error: { code: 'POLL_NOT_FOUND' },
    });
    expect(await app.store.ballots.audit(unused.poll.id as never)).toBeNull();
    for (const { code } of [votedIn, moderated]) await reader.ask('room:get', { code });

    ahead = 50 * HOUR_MS;
    await app.restart();
    const later = connect();
    for (const { code } of [votedIn, moderated])
      await until(async () => !(await later.call('room:get', { code })).ok);
  });
});

describe('retention of many rooms', () => {
  test('[R5] erases them all at once', async () => {
    let ahead = 0;
    app = await openTestApp({ RETENTION_DAYS: '1' }, { now: () => Date.now() + ahead });
    for (let made = 0; made < 150; made += 1) await app.store.rooms.create(roomDraft(newCode()));
    ahead = 25 * HOUR_MS;
    await app.restart();
    await until(async () => (await app.store.rooms.list()).length === 0);
  });
});
