import { afterEach, describe, expect, test } from '@jest/globals';
import type { ResultsVisibility } from '@pollcast/shared';
import { type Hall, openHall } from '../support/hall.ts';
import { type HttpAnswer, openHttpDoor } from '../support/http-door.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import { type OpenTestApp, openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

interface Hiding {
  results: ResultsVisibility;
  revealed: false | null;
  /** Who may not see the result although they have more than a stranger. */
  unsighted: { stage: boolean; hasVoted: boolean };
}

const NOBODY = { stage: true, hasVoted: true };
const HIDING: Hiding[] = [
  { results: 'after-vote', revealed: null, unsighted: { stage: false, hasVoted: false } },
  { results: 'after-close', revealed: null, unsighted: NOBODY },
  { results: 'moderators', revealed: null, unsighted: NOBODY },
  { results: 'always', revealed: false, unsighted: NOBODY },
];
const VOTES = 4;

/** Fields that carry counts; `"turnout":false` is a setting. */
const COUNTS = /"((tally|result|rows|bins|voters|count|percent|points|base|mean)":|turnout":\{)/;

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

function keep<T extends { close(): unknown }>(each: T): T {
  opened.push(each);
  return each;
}

async function setUp(open: OpenTestApp, settings: object): Promise<{ app: TestApp; hall: Hall }> {
  const app = keep(await open({ LIMITS: 'off', CADENCE_MS: '10' }));
  const hall = await openHall(app.url, { settings });
  keep(hall.moderator);
  return { app, hall };
}

/** Strangers vote, by either door in turn, and the moderator has seen it. */
async function vote(app: TestApp, { poll: { id }, moderator }: Hall, votes: number): Promise<void> {
  if (votes === 0) return;
  const door = openHttpDoor(app.url);
  const { tally } = await moderator.ask('poll:get', { id });
  for (let index = 0; index < votes; index += 1) {
    const stranger = openRawClient(app.url);
    const { voterToken } = await stranger.ask('voter:create', {});
    const ballot = { id, answer: choose(index % 3 === 0 ? 'o2' : 'o1') };
    if (index % 2 === 0) await stranger.ask('ballot:cast', ballot);
    else expect((await door.call('ballot:cast', ballot, voterToken)).status).toBe(200);
    stranger.close();
  }
  await moderator.next('poll:tally', ({ voters }) => voters >= tally!.voters + votes);
}

/** What every read says to an onlooker on a socket. */
async function readSocket(client: RawClient, { code, poll: { id } }: Hall): Promise<void> {
  await client.ask('room:join', { code });
  await client.ask('poll:watch', { ids: [id] });
  await client.ask('poll:get', { id });
  await client.ask('room:get', { code });
  await client.call('poll:history', { id });
}

/** Every address that somebody without a key may read, as status, headers and body. */
async function readHttp(app: TestApp, { code, poll: { id } }: Hall, secret?: string): Promise<string[]> {
  const door = openHttpDoor(app.url);
  const cookie = secret === undefined ? {} : { cookie: `pollcast_voter=${secret}` };
  const pages = [`/p/${id}`, `/r/${code}`, `/r/${code}/present`].map((path) =>
    door.send('GET', path, { headers: cookie }),
  );
  const answers = await Promise.all([
    door.call('poll:get', { id }, secret),
    door.call('room:get', { code }, secret),
    door.call('poll:history', { id }, secret),
    ...pages,
  ]);
  return answers.map(transcript);
}

function transcript({ status, headers, text }: HttpAnswer): string {
  return [status, ...[...headers].map((header) => header.join(': ')), text].join('\n');
}

/** Whatever differs from run to run made alike: times and versions, ids, secrets. */
function alike(text: string, { code, poll: { id } }: Hall): string {
  return text
    .replaceAll(id, '<poll>')
    .replaceAll(code, '<code>')
    .replaceAll(`${code.slice(0, 3)}\u00a0${code.slice(3)}`, '<code>')
    .replace(/"sid":"[\w-]+"/, '"sid":"<sid>"')
    .replace(/(vt|mk|vk)_[\w-]+/g, '<secret>')
    .replace(/\b1\d{12}\b/g, '<time>')
    .replace(/^(date|expires|last-modified|etag|set-cookie): .*$/gm, '$1')
    .replace(/Expires=[^;\n]+/g, 'Expires=<time>')
    .replace(/localhost:\d+|127\.0\.0\.1:\d+/g, '<host>');
}

const isAboutVotes = (frame: string) => !frame.includes('room:presence');

/** Everything that an onlooker gets while `votes` strangers vote, in three waves. */
async function onlook(open: OpenTestApp, hiding: Hiding, votes: number): Promise<string[]> {
  const { results, revealed, unsighted } = hiding;
  const { app, hall } = await setUp(open, { results, turnout: false });
  const { id } = hall.poll;
  if (revealed !== null) await hall.moderator.ask('poll:reveal', { id, revealed });
  await hall.moderator.next(
    'room:changed',
    ({ polls, stage }) => stage === id && polls[0]!.status === 'open',
  );
  await vote(app, hall, votes);

  const voter = keep(openRawClient(app.url));
  const stages = unsighted.stage ? [hall.moderatorKey, hall.viewerKey] : [];
  const onlookers = [voter, ...stages.map((key) => keep(openRawClient(app.url, { key, view: 'stage' })))];
  for (const client of onlookers) await readSocket(client, hall);
  const { you } = await voter.ask('room:join', { code: hall.code });
  await vote(app, hall, votes);
  for (const client of onlookers) await readSocket(client, hall);

  if (unsighted.hasVoted) {
    await voter.ask('ballot:cast', { id, answer: choose('o1'), seq: 1 });
    await voter.ask('ballot:cast', { id, answer: choose('o1'), seq: 1 });
    await voter.ask('ballot:withdraw', { id, seq: 2 });
    await voter.ask('ballot:cast', { id, answer: choose('o2'), seq: 3 });
  }
  await vote(app, hall, votes);
  const http = [...(await readHttp(app, hall)), ...(await readHttp(app, hall, you.voterToken))];
  await hall.moderator.ask('poll:update', { id, question: 'Coffee or tea?' });
  for (const client of onlookers) {
    await client.next('poll:changed', ({ question }) => question === 'Coffee or tea?');
    await client.next('room:changed', ({ polls }) => polls[0]!.question === 'Coffee or tea?');
  }
  const frames = onlookers.flatMap(({ received }) => received.filter(isAboutVotes));
  return [...frames, ...http].map((text) => alike(text, hall));
}

describeOnStores('A result that may not be seen', (open) => {
  test.each(HIDING)(
    '[H1] $results, revealed $revealed: an onlooker gets the same bytes with votes as without',
    async (hiding) => {
      const without = await onlook(open, hiding, 0);
      const withVotes = await onlook(open, hiding, VOTES);
      expect(withVotes).toEqual(without);
      for (const text of without) expect(text).not.toMatch(COUNTS);
      // Otherwise the pages were not what they are in the field.
      expect(without.join('\n')).toContain('<h1 id="question">Tea or coffee?</h1>');
    },
  );
});

/** What every outlet tells somebody who may see: one text an outlet. */
async function countsEverywhere(app: TestApp, { poll: { id } }: Hall, client: RawClient, secret: string) {
  const door = openHttpDoor(app.url);
  const { tally, result } = await client.ask('poll:get', { id });
  const overHttp = (await door.call('poll:get', { id }, secret)).json as {
    tally?: unknown;
    result?: unknown;
  };
  expect(overHttp.tally).toEqual(tally);
  expect(overHttp.result).toEqual(result);
  const history = await client.call('poll:history', { id });
  expect((await door.call('poll:history', { id }, secret)).status).toBe(history.ok ? 200 : 403);
  expect(history.ok).toBe(tally !== undefined);
  return tally?.bins;
}

async function pageOf(app: TestApp, { poll: { id } }: Hall, voterToken: string): Promise<string> {
  const headers = { cookie: `pollcast_voter=${voterToken}` };
  return (await openHttpDoor(app.url).send('GET', `/p/${id}`, { headers })).text;
}

/** A voter who has joined the hall, with the token that names them. */
async function joinAs(app: TestApp, { code }: Hall, voterToken?: string) {
  const client = keep(openRawClient(app.url, voterToken === undefined ? {} : { voterToken }));
  const { you } = await client.ask('room:join', { code });
  return { client, voterToken: you.voterToken };
}

describe('A result becomes seen, and hidden again', () => {
  const quiet = (results: ResultsVisibility) => ({ results, turnout: false });

  test.each<ResultsVisibility>(['after-vote', 'after-close', 'moderators'])(
    '[H1] %s: moderator and viewer see everything at every outlet, pushed too',
    async (results) => {
      const { app, hall } = await setUp(openTestApp, quiet(results));
      const viewer = keep(openRawClient(app.url, { key: hall.viewerKey }));
      await viewer.ask('room:join', { code: hall.code });
      await vote(app, hall, 3);
      for (const [client, key] of [
        [hall.moderator, hall.moderatorKey],
        [viewer, hall.viewerKey],
      ] as const) {
        expect(await countsEverywhere(app, hall, client, key)).toEqual({ o1: 2, o2: 1 });
        const last = await until(() => client.pushes('poll:tally').find(({ voters }) => voters === 3));
        expect(last.bins).toEqual({ o1: 2, o2: 1 });
      }
    },
  );

  test('[H1] after-vote: one’s own vote opens every outlet, in every window of the voter, by whatever door', async () => {
    const { app, hall } = await setUp(openTestApp, quiet('after-vote'));
    const { id } = hall.poll;
    await vote(app, hall, 3);
    const { client, voterToken } = await joinAs(app, hall);
    const { client: otherWindow } = await joinAs(app, hall, voterToken);
    expect(await countsEverywhere(app, hall, client, voterToken)).toBeUndefined();

    const cast = await openHttpDoor(app.url).call('ballot:cast', { id, answer: choose('o2') }, voterToken);
    expect(cast.status).toBe(200);
    for (const window of [client, otherWindow]) {
      expect((await window.next('poll:tally')).bins).toEqual({ o1: 2, o2: 2 });
    }
    expect(await countsEverywhere(app, hall, client, voterToken)).toEqual({ o1: 2, o2: 2 });
    expect(await pageOf(app, hall, voterToken)).toContain('2 (50%)');
    await vote(app, hall, 1);
    await client.next('poll:tally', ({ bins }) => bins.o2 === 3);
  });

  test('[H1] after-vote: a stage sees what somebody who has voted may see', async () => {
    const { app, hall } = await setUp(openTestApp, quiet('after-vote'));
    const stage = keep(openRawClient(app.url, { key: hall.moderatorKey, view: 'stage' }));
    const { you } = await stage.ask('room:join', { code: hall.code });
    expect(you.role).toBe('stage');
    await vote(app, hall, 2);
    await stage.next('poll:tally', ({ voters }) => voters === 2);
  });

  test('[H1] [B7] after-vote: a withdrawal hides it again, from its own tally on', async () => {
    const { app, hall } = await setUp(openTestApp, quiet('after-vote'));
    const { id } = hall.poll;
    const { client, voterToken } = await joinAs(app, hall);
    await vote(app, hall, 2);
    for (let times = 1; times <= 10; times += 1) {
      await client.ask('ballot:cast', { id, answer: choose('o1') });
      await client.next('poll:tally', ({ voters }) => voters === 3);
      // Past the cadence: the withdrawal's own tally goes out at once.
      await readSocket(client, hall);
      await readHttp(app, hall);
      await client.ask('ballot:withdraw', { id });
      await hall.moderator.next('poll:tally', ({ voters }) => voters === 2);
    }
    await hall.moderator.ask('poll:update', { id, question: 'Coffee or tea?' });
    await client.next('poll:changed');
    expect(client.pushes('poll:tally').filter(({ voters }) => voters !== 3)).toEqual([]);
    expect(await countsEverywhere(app, hall, client, voterToken)).toBeUndefined();
    expect(await pageOf(app, hall, voterToken)).not.toContain('%)');
  });

  test.each<ResultsVisibility>(['after-vote', 'after-close'])(
    '[H1] %s: the close shows it at once to everybody, the change before the tally',
    async (results) => {
      const { app, hall } = await setUp(openTestApp, quiet(results));
      const { client, voterToken } = await joinAs(app, hall);
      await vote(app, hall, 3);
      await hall.moderator.ask('poll:close', { id: hall.poll.id });
      expect(await client.next('poll:tally')).toMatchObject({ final: true, status: 'closed', voters: 3 });
      const states = client.log.filter(({ event }) => event === 'poll:changed' || event === 'poll:tally');
      expect(states.map(({ event }) => event)).toEqual(['poll:changed', 'poll:tally']);
      expect(await countsEverywhere(app, hall, client, voterToken)).toEqual({ o1: 2, o2: 1 });
      expect(await pageOf(app, hall, voterToken)).toContain('2 (67%)');
    },
  );

  test('[H1] moderators: the close shows nothing, a reveal does at once, taking it back hides it', async () => {
    const { app, hall } = await setUp(openTestApp, quiet('moderators'));
    const { id } = hall.poll;
    const { client, voterToken } = await joinAs(app, hall);
    await vote(app, hall, 3);
    await hall.moderator.ask('poll:close', { id });
    await client.next('poll:changed', ({ status }) => status === 'closed');
    expect(await countsEverywhere(app, hall, client, voterToken)).toBeUndefined();

    await hall.moderator.ask('poll:reveal', { id, revealed: true });
    expect(await client.next('poll:tally')).toMatchObject({ bins: { o1: 2, o2: 1 } });
    expect(await countsEverywhere(app, hall, client, voterToken)).toEqual({ o1: 2, o2: 1 });

    await client.none('poll:tally', async () => {
      await hall.moderator.ask('poll:reveal', { id, revealed: null });
      await client.next('poll:changed', ({ revealed }) => revealed === null);
      await hall.moderator.ask('poll:open', { id });
      await client.next('poll:changed', ({ status }) => status === 'open');
      await vote(app, hall, 1);
    });
    expect(await countsEverywhere(app, hall, client, voterToken)).toBeUndefined();
    expect(await pageOf(app, hall, voterToken)).not.toContain('%)');
  });

  test('[H1] after-close: the ack of a repeated ballot does not move with the votes of others', async () => {
    const { app, hall } = await setUp(openTestApp, quiet('after-close'));
    const ballot = { id: hall.poll.id, answer: choose('o1'), seq: 1 };
    const { client } = await joinAs(app, hall);
    const { version } = await client.ask('ballot:cast', ballot);
    const before = await client.ask('ballot:cast', ballot);
    await vote(app, hall, 3);
    const { tally } = await hall.moderator.ask('poll:get', { id: hall.poll.id });
    expect(tally!.version).toBeGreaterThan(version);
    expect(await client.ask('ballot:cast', ballot)).toEqual(before);
  });

  test('[H1] after-vote: who votes without watching is not pushed anything', async () => {
    const { app, hall } = await setUp(openTestApp, quiet('after-vote'));
    const { id } = hall.poll;
    const client = keep(openRawClient(app.url));
    await client.ask('ballot:cast', { id, answer: choose('o1') });
    await vote(app, hall, 2);
    await client.ask('poll:get', { id });
    expect(client.log).toEqual([]);
    await client.ask('poll:watch', { ids: [id] });
    await vote(app, hall, 1);
    await client.next('poll:tally', ({ voters }) => voters === 4);
  });

  test('[H2] turnout, where the poll says so, is the number of voters and no more, at most once a second', async () => {
    const { app, hall } = await setUp(openTestApp, { results: 'after-close', turnout: true });
    const { client, voterToken } = await joinAs(app, hall);
    const startedAt = performance.now();
    for (let wave = 0; wave < 8; wave += 1) await vote(app, hall, 3);
    const last = await client.next('poll:turnout', ({ voters }) => voters === 24);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(last).toEqual({ pollId: hall.poll.id, round: 1, voters: 24 });
    expect(client.pushes('poll:turnout').length).toBeLessThanOrEqual(seconds + 1);
    expect(client.pushes('poll:tally')).toEqual([]);
    expect(await countsEverywhere(app, hall, client, voterToken)).toBeUndefined();
    expect((await client.ask('poll:get', { id: hall.poll.id })).turnout).toEqual(last);
    expect(await pageOf(app, hall, voterToken)).toContain('24 have voted');
  });
});
