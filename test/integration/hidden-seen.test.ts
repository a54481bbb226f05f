import { describe, expect, test } from '@jest/globals';
import { pushNames, type ResultsVisibility } from '@pollcast/shared';
import { type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { readHttp, readSocket, strangersVote } from '../support/outlets.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();

async function setUp(settings: object): Promise<{ app: TestApp; hall: Hall }> {
  const app = keep(await openTestApp({ LIMITS: 'off', CADENCE_MS: '10' }));
  const hall = await openHall(app.url, { settings });
  keep(hall.moderator);
  return { app, hall };
}

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
      const { app, hall } = await setUp(quiet(results));
      const viewer = keep(openRawClient(app.url, { key: hall.viewerKey }));
      await viewer.ask('room:join', { code: hall.code });
      await strangersVote(app, hall, 3);
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
    const { app, hall } = await setUp(quiet('after-vote'));
    const { id } = hall.poll;
    await strangersVote(app, hall, 3);
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
    await strangersVote(app, hall, 1);
    await client.next('poll:tally', ({ bins }) => bins.o2 === 3);
  });

  test('[H1] after-vote: a stage sees what somebody who has voted may see', async () => {
    const { app, hall } = await setUp(quiet('after-vote'));
    const stage = keep(openRawClient(app.url, { key: hall.moderatorKey, view: 'stage' }));
    const { you } = await stage.ask('room:join', { code: hall.code });
    expect(you.role).toBe('stage');
    await strangersVote(app, hall, 2);
    await stage.next('poll:tally', ({ voters }) => voters === 2);
  });

  test('[H1] [B7] after-vote: a withdrawal hides it again, from its own tally on', async () => {
    const { app, hall } = await setUp(quiet('after-vote'));
    const { id } = hall.poll;
    const { client, voterToken } = await joinAs(app, hall);
    await strangersVote(app, hall, 2);
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
      const { app, hall } = await setUp(quiet(results));
      const { client, voterToken } = await joinAs(app, hall);
      await strangersVote(app, hall, 3);
      await hall.moderator.ask('poll:close', { id: hall.poll.id });
      expect(await client.next('poll:tally')).toMatchObject({ final: true, status: 'closed', voters: 3 });
      const states = client.log.filter(({ event }) => event === 'poll:changed' || event === 'poll:tally');
      expect(states.map(({ event }) => event)).toEqual(['poll:changed', 'poll:tally']);
      expect(await countsEverywhere(app, hall, client, voterToken)).toEqual({ o1: 2, o2: 1 });
      expect(await pageOf(app, hall, voterToken)).toContain('2 (67%)');
    },
  );

  test('[H1] moderators: the close shows nothing, a reveal does at once, taking it back hides it', async () => {
    const { app, hall } = await setUp(quiet('moderators'));
    const { id } = hall.poll;
    const { client, voterToken } = await joinAs(app, hall);
    await strangersVote(app, hall, 3);
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
      await strangersVote(app, hall, 1);
    });
    expect(await countsEverywhere(app, hall, client, voterToken)).toBeUndefined();
    expect(await pageOf(app, hall, voterToken)).not.toContain('%)');
  });

  test('[H1] after-vote: who voted before a close and came back during it is shown the reopened poll', async () => {
    const { app, hall } = await setUp(quiet('after-vote'));
    const { id } = hall.poll;
    const { client: before, voterToken } = await joinAs(app, hall);
    await before.ask('ballot:cast', { id, answer: choose('o1') });
    before.close();
    await hall.moderator.ask('poll:close', { id });
    await hall.moderator.ask('room:update', { code: hall.code, stage: null });
    const { client: after } = await joinAs(app, hall, voterToken);
    const { client: stranger } = await joinAs(app, hall);
    await hall.moderator.ask('poll:open', { id, stage: false });
    await strangersVote(app, hall, 1);
    await after.next('poll:tally', ({ voters, status }) => voters === 2 && status === 'open');
    expect(stranger.pushes('poll:tally').filter(({ status }) => status === 'open')).toEqual([]);
  });

  test('[H1] after-close: the ack of a repeated ballot does not move with the votes of others', async () => {
    const { app, hall } = await setUp(quiet('after-close'));
    const ballot = { id: hall.poll.id, answer: choose('o1'), seq: 1 };
    const { client } = await joinAs(app, hall);
    const { version } = await client.ask('ballot:cast', ballot);
    const before = await client.ask('ballot:cast', ballot);
    await strangersVote(app, hall, 3);
    const { tally } = await hall.moderator.ask('poll:get', { id: hall.poll.id });
    expect(tally!.version).toBeGreaterThan(version);
    expect(await client.ask('ballot:cast', ballot)).toEqual(before);
  });

  test('[H1] after-vote: who votes without watching is not pushed anything', async () => {
    const { app, hall } = await setUp(quiet('after-vote'));
    const { id } = hall.poll;
    const client = keep(openRawClient(app.url));
    await client.ask('ballot:cast', { id, answer: choose('o1') });
    await strangersVote(app, hall, 2);
    await client.ask('poll:get', { id });
    expect(pushNames.flatMap((name) => client.pushes(name))).toEqual([]);
    await client.ask('poll:watch', { ids: [id] });
    await strangersVote(app, hall, 1);
    await client.next('poll:tally', ({ voters }) => voters === 4);
  });

  test('[H2] turnout, where the poll says so, is the number of voters and no more, at most once a second', async () => {
    const { app, hall } = await setUp({ results: 'after-close', turnout: true });
    const { client, voterToken } = await joinAs(app, hall);
    const startedAt = performance.now();
    for (let wave = 0; wave < 8; wave += 1) await strangersVote(app, hall, 3);
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
