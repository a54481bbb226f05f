import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { gatherCrowd } from '../support/crowd.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import {
  courseOf,
  expectAnnounced,
  expectNeverBackwards,
  expectSameContent,
} from '../support/watcher-rules.ts';

const CADENCE_MS = 100;

let redis: RedisServer;
let here: TestApp;
let there: TestApp;
let hall: Hall;
let clients: RawClient[] = [];

beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());
beforeEach(async () => {
  here = await openNode('here');
  there = await openNode('there');
});
afterEach(async () => {
  for (const client of [hall.moderator, ...clients]) client.close();
  clients = [];
  await Promise.all([here.close(), there.close()]);
});

function openNode(nodeId: string): Promise<TestApp> {
  const environment = { LIMITS: 'off', CADENCE_MS: String(CADENCE_MS) };
  return openTestApp(environment, { redisUrl: redis.url, nodeId });
}

function connect(app: TestApp, auth: Parameters<typeof openRawClient>[1] = {}): RawClient {
  const client = openRawClient(app.url, auth);
  clients.push(client);
  return client;
}

async function audienceOf(app: TestApp): Promise<RawClient> {
  const client = connect(app);
  await client.ask('room:join', { code: hall.code });
  return client;
}

const cast = (voter: RawClient, option = 0, seq = Date.now()) =>
  voter.ask('ballot:cast', { id: hall.poll.id, answer: choose(hall.poll.options[option]!.id), seq });

test('[N1] a vote on one node moves the tally on the other, with the same version and content', async () => {
  hall = await openHall(here.url);
  const watchers = [await audienceOf(there), await audienceOf(here)];
  for (const [voters, node] of [
    [1, here],
    [2, there],
  ] as const) {
    await cast(connect(node));
    for (const watcher of [...watchers, hall.moderator])
      await watcher.next('poll:tally', (tally) => tally.voters === voters);
  }
  expectSameContent([...watchers, hall.moderator].map((watcher) => courseOf(watcher, hall.poll.id)));
});

test('[N1] openings, edits, reveals, resets and deletions on one node reach watchers of the other', async () => {
  hall = await draftHall(here.url, { settings: { results: 'moderators' } });
  const { moderator, code, poll } = hall;
  const { id } = poll;
  const watcher = await audienceOf(there);

  await moderator.ask('poll:open', { id });
  await watcher.next('poll:changed', ({ status }) => status === 'open');
  await watcher.next('room:changed', ({ stage }) => stage === id);
  await moderator.ask('poll:update', { id, question: 'Tea, or rather coffee?' });
  await watcher.next('poll:changed', ({ question }) => question === 'Tea, or rather coffee?');
  await cast(connect(here));
  await watcher.next('poll:turnout', ({ voters }) => voters === 1);
  await watcher.none('poll:tally', () => moderator.ask('poll:close', { id }));
  await watcher.next('poll:changed', ({ status }) => status === 'closed');
  await moderator.ask('poll:reveal', { id, revealed: true });
  await watcher.next('poll:tally', ({ final, voters }) => final && voters === 1);
  await moderator.ask('poll:reset', { id });
  await watcher.next('poll:changed', ({ status, round }) => status === 'draft' && round === 2);
  await moderator.ask('poll:open', { id });
  await moderator.ask('room:update', { code, title: 'Hall 2' });
  await watcher.next('room:changed', ({ title }) => title === 'Hall 2');
  await moderator.ask('poll:delete', { id });
  await watcher.next('poll:removed', ({ pollId }) => pollId === id);
  const { id: other } = await moderator.ask('poll:create', {
    code,
    kind: 'rating',
    question: 'How was it?',
  });
  await moderator.ask('poll:open', { id: other });
  await watcher.next('poll:changed', (changed) => changed.id === other && changed.status === 'open');
  await moderator.ask('room:delete', { code });
  await watcher.next('room:changed', ({ polls }) => polls.length === 0);
  await watcher.next('room:removed');
  expect(await watcher.call('room:get', { code })).toMatchObject({ error: { code: 'ROOM_NOT_FOUND' } });
});

test('[I4] a key replaced on one node is cut off on the other', async () => {
  hall = await openHall(here.url);
  const colleague = connect(there, { key: hall.moderatorKey });
  await colleague.ask('room:join', { code: hall.code });
  const idle = connect(there, { key: hall.moderatorKey });
  await idle.ask('poll:get', { id: hall.poll.id });
  const { key } = await hall.moderator.ask('room:rekey', { code: hall.code, which: 'moderator' });
  await until(() => !colleague.socket.connected && !idle.socket.connected);
  const refused = connect(there, { key: hall.moderatorKey });
  const refusal = await new Promise<Error>((resolve) => refused.socket.once('connect_error', resolve));
  expect(refusal).toMatchObject({ data: { code: 'UNAUTHENTICATED' } });
  const renewed = connect(there, { key });
  await renewed.ask('poll:close', { id: hall.poll.id });
});

test('[V2] through openings, closes and rounds on both nodes nobody is told a count of an unknown state', async () => {
  hall = await draftHall(here.url);
  const { id } = hall.poll;
  const voters = [...(await gatherCrowd(here.url, 10)), ...(await gatherCrowd(there.url, 10))];
  clients.push(...voters);
  const colleague = connect(there, { key: hall.moderatorKey });
  await colleague.ask('room:join', { code: hall.code });
  const watchers = [hall.moderator, colleague, await audienceOf(here), await audienceOf(there)];

  const voting = { stop: false };
  const voted = Promise.all(
    voters.map(async (voter, index) => {
      for (let seq = 1; !voting.stop; seq += 1) {
        const answer = choose(hall.poll.options[(index + seq) % 2]!.id);
        await voter.call('ballot:cast', { id, answer, seq });
      }
    }),
  );
  for (let round = 1; round <= 4; round += 1) {
    const [first, second] = round % 2 === 0 ? [hall.moderator, colleague] : [colleague, hall.moderator];
    await first.ask('poll:open', { id });
    await second.next('poll:tally', (tally) => tally.round === round && tally.voters === voters.length);
    await second.ask('poll:close', { id });
    await first.ask('poll:open', { id });
    await second.ask('poll:close', { id });
    if (round < 4) await second.ask('poll:reset', { id });
  }
  voting.stop = true;
  await voted;
  const { tally } = await hall.moderator.ask('poll:close', { id });
  for (const watcher of watchers)
    await watcher.next('poll:tally', ({ version }) => version === tally.version);

  const courses = watchers.map((watcher) => courseOf(watcher, id));
  for (const course of courses) {
    expectNeverBackwards(course);
    expectAnnounced(course);
    expect(course.at(-1)).toEqual({ tally });
  }
  expectSameContent(courses);
});

test('[N1] what nodes tell each other is bounded by the cadence, not by votes', async () => {
  hall = await openHall(here.url);
  const watcher = await audienceOf(there);
  const crowd = await gatherCrowd(here.url, 500);
  clients.push(...crowd);
  const feed = new Redis(redis.url);
  const notices: string[] = [];
  await feed.subscribe('pollcast:changes');
  feed.on('message', (_, text) => notices.push(text));

  const startedAt = performance.now();
  await Promise.all(crowd.map((voter) => cast(voter)));
  await watcher.next('poll:tally', ({ voters }) => voters === 500);
  const elapsedMs = performance.now() - startedAt;
  feed.disconnect();
  expect(notices.length).toBeGreaterThan(0);
  expect(notices.length).toBeLessThanOrEqual(Math.floor(elapsedMs / CADENCE_MS) + 2);
});

test('[N1] the people of both nodes are counted together, and one with a tab on each', async () => {
  hall = await openHall(here.url);
  const first = await audienceOf(here);
  const joined = await connect(here).ask('room:join', { code: hall.code });
  const other = connect(there);
  await other.ask('room:join', { code: hall.code });
  for (const watcher of [first, other]) await watcher.next('room:presence', ({ present }) => present === 3);
  expect(joined.present).toBe(2);
  other.close();
  await first.next('room:presence', ({ present }) => present === 2);
});

test('[N1] WebSocket clients hop between nodes without stickiness, as the same voter', async () => {
  hall = await openHall(here.url);
  const [tea, coffee] = hall.poll.options;
  const before = connect(here);
  const { you } = await before.ask('room:join', { code: hall.code });
  await cast(before, 0);
  before.close();

  const after = connect(there, { voterToken: you.voterToken });
  const { polls } = await after.ask('room:join', { code: hall.code });
  expect(polls[0]!.ballot).toMatchObject({ answer: choose(tea!.id), status: 'counted' });
  expect(await cast(after, 1)).toMatchObject({ status: 'changed' });
  const tally = await hall.moderator.next('poll:tally', ({ bins }) => bins[coffee!.id] === 1);
  expect(tally).toMatchObject({ voters: 1, bins: { [tea!.id]: 0 } });
});

test('[B3] a retry on another node is answered from the stored ballot', async () => {
  hall = await openHall(here.url);
  const { voterToken } = await hall.moderator.ask('voter:create', {});
  const seq = Date.now();
  const first = await cast(connect(here, { voterToken }), 0, seq);
  const retry = await cast(connect(there, { voterToken }), 0, seq);
  expect([first.status, retry.status]).toEqual(['counted', 'repeated']);
  expect(retry.ballot).toEqual(first.ballot);
});

test('[S3] a deadline is kept by whatever node is left', async () => {
  hall = await openHall(here.url, { settings: { durationMs: 2_000 } });
  const watcher = await audienceOf(there);
  await cast(watcher);
  await here.stop();
  const final = await watcher.next('poll:tally', (tally) => tally.final);
  expect(final.voters).toBe(1);
  const { poll } = await watcher.ask('poll:get', { id: hall.poll.id });
  expect(poll).toMatchObject({ status: 'closed', closedAt: hall.poll.closesAt });
  await here.start();
});

test('[I5] a node with another secret refuses to start', async () => {
  hall = await openHall(here.url);
  const secret = randomUUID();
  await expect(openTestApp({}, { redisUrl: redis.url, nodeId: 'stranger', secret })).rejects.toThrow(
    /belongs to another SECRET/,
  );
});
