import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { API_PREFIX } from '@pollcast/shared';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor, problemOf } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { describeOnStores } from '../support/stores.ts';
import { openStream, type StreamClient } from '../support/stream-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { expectNeverBackwards } from '../support/watcher-rules.ts';

const keep = closesAfterEach();
const FAST = { LIMITS: 'off', CADENCE_MS: '10' };

async function hallOf(app: TestApp, changes: Parameters<typeof openHall>[1] = {}): Promise<Hall> {
  const hall = await openHall(app.url, changes);
  keep(hall.moderator);
  return hall;
}

async function listen(app: TestApp, id: string, secret?: string): Promise<StreamClient> {
  return keep(await openStream(app.url, id, { secret }));
}

function voterAt(app: TestApp): RawClient {
  return keep(openRawClient(app.url));
}

const cast = (voter: RawClient, { poll: { id } }: Hall, option = 'o1') =>
  voter.ask('ballot:cast', { id, answer: choose(option) });

describeOnStores('a stream', (open) => {
  test('[T4] begins with the poll and its counts, each named by round and version, and says when to come back', async () => {
    const app = keep(await open(FAST));
    const hall = await hallOf(app);
    const { id } = hall.poll;
    await cast(voterAt(app), hall);
    const stream = await listen(app, id);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'access-control-allow-origin': '*',
    });
    await stream.next('tally');
    const { poll, tally } = await hall.moderator.ask('poll:get', { id });
    // The vote's own push may follow: around a beginning, one (round, version) may arrive twice.
    expect(stream.log.slice(0, 2)).toEqual([
      { event: 'poll', id: `1-${poll.version}`, data: poll },
      { event: 'tally', id: `1-${tally!.version}`, data: tally },
    ]);
    expect(stream.retryMs()).toBeGreaterThanOrEqual(1_000);
  });

  test('[T4] tells the same as a socket: each state before its counts, never back, the last always', async () => {
    const app = keep(await open(FAST));
    const hall = await hallOf(app);
    const { id } = hall.poll;
    const stream = await listen(app, id);
    const voters = Array.from({ length: 20 }, () => voterAt(app));
    await Promise.all(voters.map((voter, index) => cast(voter, hall, index % 2 === 0 ? 'o1' : 'o2')));
    await hall.moderator.ask('poll:close', { id });
    await hall.moderator.ask('poll:reset', { id });
    await hall.moderator.ask('poll:open', { id });
    await Promise.all(voters.map((voter) => cast(voter, hall)));
    const { tally } = await hall.moderator.ask('poll:close', { id });

    expect(await stream.next('tally', ({ round, final }) => round === 2 && final)).toEqual(tally);
    expect(tally.bins).toEqual({ o1: 20, o2: 0 });
    const course = stream.log.flatMap(({ event, data }) =>
      event === 'poll' || event === 'tally' ? [{ [event]: data } as never] : [],
    );
    expectNeverBackwards(course);
    const statesOf = (states: { status: string; round: number }[]) =>
      states.map(({ status, round }) => `${round} ${status}`);
    expect(statesOf(stream.all('poll'))).toEqual(['1 open', '1 closed', '2 draft', '2 open', '2 closed']);
    const pushed = new Map(hall.moderator.pushes('poll:tally').map((push) => [push.version, push]));
    for (const told of stream.all('tally'))
      if (told.status !== 'draft') expect(told).toEqual(pushed.get(told.version) ?? told);
  });

  test('[T4] resumes with the newest state, whatever the client has seen last', async () => {
    const app = keep(await open(FAST));
    const hall = await hallOf(app);
    const { id } = hall.poll;
    const first = await listen(app, id);
    await first.next('tally');
    const lastId = first.log.at(-1)!.id;
    first.close();
    for (let votes = 0; votes < 3; votes += 1) await cast(voterAt(app), hall);
    await app.restart();
    const second = keep(await openStream(app.url, id, { headers: { 'last-event-id': lastId } }));
    expect(await second.next('tally')).toMatchObject({ voters: 3 });
    expect(second.log.map(({ event }) => event)).toEqual(['poll', 'tally']);
  });

  test('[T4] says that a poll is removed and restored, and ends when it is erased', async () => {
    const app = keep(await open(FAST));
    const hall = await hallOf(app);
    const { id } = hall.poll;
    const stream = await listen(app, id);
    await hall.moderator.ask('poll:delete', { id });
    expect(await stream.next('removed')).toEqual({ pollId: id });
    await hall.moderator.ask('poll:restore', { id });
    await stream.next('poll', ({ version }) => version > hall.poll.version);
    await hall.moderator.ask('room:delete', { code: hall.code });
    await stream.next('removed');
    await stream.ended;
  });

  test('[I4] ends for who came with a key that was replaced, and for nobody else', async () => {
    const app = keep(await open(FAST));
    const hall = await hallOf(app, { settings: { results: 'moderators' } });
    const { id } = hall.poll;
    const [viewer, moderator, stranger] = [
      await listen(app, id, hall.viewerKey),
      await listen(app, id, hall.moderatorKey),
      await listen(app, id),
    ];
    await hall.moderator.ask('room:rekey', { code: hall.code, which: 'viewer' });
    await viewer.ended;
    await expect(openStream(app.url, id, { secret: hall.viewerKey })).rejects.toThrow('401');
    await cast(voterAt(app), hall);
    await moderator.next('tally', ({ voters }) => voters === 1);
    await stranger.next('turnout', ({ voters }) => voters === 1);
  });
});

describe('a stream', () => {
  const addressOf = (id: string) => `${API_PREFIX}/polls/${id}/events`;

  test('[T4] is given to those who may read the poll: a draft to staff alone, and no key counts in the address', async () => {
    const app = keep(await openTestApp(FAST));
    const hall = await draftHall(app.url);
    keep(hall.moderator);
    const { id } = hall.poll;
    const door = openHttpDoor(app.url);
    const codeOf = async (path: string, secret?: string) =>
      problemOf(await door.send('GET', path, { secret })).code;
    expect(await codeOf(addressOf(id))).toBe('POLL_NOT_FOUND');
    expect(await codeOf(addressOf('p0000000000000000'))).toBe('POLL_NOT_FOUND');
    expect(await codeOf(addressOf('!'))).toBe('INVALID_INPUT');
    expect(await codeOf(`${addressOf(id)}?key=${hall.viewerKey}`)).toBe('INVALID_INPUT');
    expect(await codeOf(addressOf(id), `${hall.viewerKey.slice(0, -1)}_`)).toBe('UNAUTHENTICATED');
    const staff = await listen(app, id, hall.viewerKey);
    expect(await staff.next('poll')).toMatchObject({ status: 'draft' });
    expect((await door.send('HEAD', addressOf(id), { secret: hall.viewerKey })).status).toBe(200);
  });

  test('[T4] tells voters nothing of a draft that a moderator rewrites, and of the poll once it is open again', async () => {
    const app = keep(await openTestApp(FAST));
    const hall = await hallOf(app);
    const { id } = hall.poll;
    const [voter, staff] = [await listen(app, id), await listen(app, id, hall.viewerKey)];
    await hall.moderator.ask('poll:close', { id });
    await hall.moderator.ask('poll:reset', { id });
    await hall.moderator.ask('poll:update', { id, question: 'Wine or beer?' });
    await hall.moderator.ask('poll:update', { id, question: 'Juice or water?' });
    await staff.next('poll', ({ question }) => question === 'Wine or beer?');
    await hall.moderator.ask('poll:open', { id });
    await voter.next('poll', ({ question, status }) => question === 'Juice or water?' && status === 'open');
    expect(voter.received()).not.toContain('Wine');
  });

  test('[T4] stays open where nothing happens: a proxy sees a heartbeat', async () => {
    const app = keep(await openTestApp(FAST));
    const hall = await hallOf(app);
    const stream = await listen(app, hall.poll.id);
    await stream.next('tally');
    const before = stream.received().length;
    await until(() => stream.received().slice(before) === ':\n\n', 20_000);
  });

  test('[C6] counts as a connection of its address, and the refusal says when to come again', async () => {
    const app = keep(await openTestApp({ LIMIT_CONNECTIONS_PER_IP: '2' }));
    const hall = await hallOf(app);
    const { id } = hall.poll;
    const stream = await listen(app, id);
    const refused = await openHttpDoor(app.url).send('GET', addressOf(id));
    expect(problemOf(refused)).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) });
    stream.close();
    await until(() => listen(app, id).catch(() => null));
  });

  test('[R2] ends when the server stops, with a time to come back, and so it does for who comes while it stops', async () => {
    const app = keep(await openTestApp({ ...FAST, SHUTDOWN_GRACE_MS: '10000' }));
    const hall = await hallOf(app);
    const { id } = hall.poll;
    // Handing so many sockets over takes a while.
    for (let idle = 0; idle < 300; idle += 1) voterAt(app);
    const streams = await Promise.all(Array.from({ length: 5 }, () => listen(app, id)));
    const stopped = app.stop();
    await Promise.all(streams.map(({ ended }) => ended));
    for (const stream of streams) expect(stream.received().trimEnd()).toMatch(/\n\nretry: \d{4}$/);
    const late = await openStream(app.url, id).catch((error: NodeJS.ErrnoException) => error.code);
    if (typeof late === 'object') expect(late.log).toEqual([]);
    await stopped;
    await app.start();
    await (await listen(app, id)).next('tally');
  });

  test('[T2] of who never reads is cut, and the cut is counted', async () => {
    const app = keep(await openTestApp(FAST));
    const options = Array.from({ length: 50 }, (_, index) => ({ label: `${index} ${'ü'.repeat(190)}` }));
    const hall = await hallOf(app, { options });
    const { id } = hall.poll;
    const hopeless = await listen(app, id);
    await hopeless.next('tally');
    hopeless.pause();
    // Each is some 20 kB; the network takes a few MB before the server must wait.
    const UPDATES = 500;
    for (let update = 1; update <= UPDATES; update += 1)
      await hall.moderator.ask('poll:update', { id, question: `Question ${update}?` });

    const metrics = async () => (await openHttpDoor(app.url).send('GET', '/metrics')).text;
    await until(async () => (await metrics()).includes('\npollcast_slow_watchers_cut_total 1\n'));
    hopeless.resume();
    await hopeless.ended;
    expect(hopeless.all('poll').at(-1)!.question).not.toBe(`Question ${UPDATES}?`);
  });
});

describe('streams of two nodes on one Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  test('[N1] [T4] a stream on one node tells of votes at the other', async () => {
    const [one, two] = [
      keep(await openTestApp(FAST, { redisUrl: redis.url, nodeId: 'one' })),
      keep(await openTestApp(FAST, { redisUrl: redis.url, nodeId: 'two' })),
    ];
    const hall = await hallOf(one);
    const stream = await listen(two, hall.poll.id);
    for (let votes = 1; votes <= 5; votes += 1) {
      await cast(voterAt(one), hall);
      await stream.next('tally', ({ voters }) => voters === votes);
    }
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    await stream.next('tally', ({ final }) => final);
  });
});
