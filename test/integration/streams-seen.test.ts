import { describe, expect, test } from '@jest/globals';
import type { ResultsVisibility } from '@pollcast/shared';
import { type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { strangersVote } from '../support/outlets.ts';
import { choose } from '../support/poll-samples.ts';
import { openStream, type StreamClient } from '../support/stream-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const keep = closesAfterEach();

async function setUp(results: ResultsVisibility, turnout = false): Promise<{ app: TestApp; hall: Hall }> {
  const app = keep(await openTestApp({ LIMITS: 'off', CADENCE_MS: '10' }));
  const hall = await openHall(app.url, { settings: { results, turnout } });
  keep(hall.moderator);
  return { app, hall };
}

/** Somebody with a voter token of their own, who listens and votes over HTTP. */
async function listeningVoter({ url }: TestApp, { poll: { id } }: Hall) {
  const door = openHttpDoor(url);
  const { json } = await door.call('voter:create', {});
  const { voterToken } = json as { voterToken: string };
  const stream = keep(await openStream(url, id, { secret: voterToken }));
  await stream.next('poll');
  return {
    stream,
    voterToken,
    cast: (option: string) => door.call('ballot:cast', { id, answer: choose(option) }, voterToken),
    withdraw: () => door.call('ballot:withdraw', { id }, voterToken),
  };
}

async function listen({ url }: TestApp, { poll: { id } }: Hall, secret?: string): Promise<StreamClient> {
  return keep(await openStream(url, id, { secret }));
}

/** Everything that a stream got before the poll's question became another. */
async function untilRenamed(hall: Hall, streams: StreamClient[], question: string): Promise<void> {
  await hall.moderator.ask('poll:update', { id: hall.poll.id, question });
  for (const stream of streams) await stream.next('poll', (poll) => poll.question === question);
}

describe('a stream of a result that is not for everybody', () => {
  test('[H1] [T4] after-vote: one’s own vote opens it, in every window, and nobody else’s', async () => {
    const { app, hall } = await setUp('after-vote');
    await strangersVote(app, hall, 3);
    const voter = await listeningVoter(app, hall);
    const [otherWindow, stranger] = [await listen(app, hall, voter.voterToken), await listen(app, hall)];
    await voter.cast('o2');
    for (const window of [voter.stream, otherWindow])
      expect((await window.next('tally')).bins).toEqual({ o1: 2, o2: 2 });
    await strangersVote(app, hall, 1);
    await voter.stream.next('tally', ({ bins }) => bins.o2 === 3);
    const later = await listen(app, hall, voter.voterToken);
    expect(await later.next('tally')).toMatchObject({ voters: 5 });
    await untilRenamed(hall, [stranger], 'Coffee or tea?');
    expect(stranger.all('tally')).toEqual([]);
  });

  test('[H1] [T4] [B7] after-vote: a withdrawal closes it, from its own tally on', async () => {
    const { app, hall } = await setUp('after-vote');
    const { stream, cast, withdraw } = await listeningVoter(app, hall);
    await strangersVote(app, hall, 2);
    for (let times = 1; times <= 10; times += 1) {
      await cast('o1');
      await stream.next('tally', ({ voters }) => voters === 3);
      await withdraw();
      await hall.moderator.next('poll:tally', ({ voters }) => voters === 2);
    }
    await untilRenamed(hall, [stream], 'Coffee or tea?');
    expect(stream.all('tally').filter(({ voters }) => voters !== 3)).toEqual([]);
  });

  test('[H1] [T4] after-vote: a new round is hidden again from who voted in the last', async () => {
    const { app, hall } = await setUp('after-vote');
    const { id } = hall.poll;
    const { stream, cast } = await listeningVoter(app, hall);
    await cast('o1');
    await stream.next('tally');
    await hall.moderator.ask('poll:close', { id });
    await hall.moderator.ask('poll:reset', { id });
    await hall.moderator.ask('poll:open', { id });
    await strangersVote(app, hall, 2);
    await untilRenamed(hall, [stream], 'Coffee or tea?');
    expect(stream.all('tally').filter(({ round }) => round === 2)).toEqual([]);
  });

  test.each<ResultsVisibility>(['after-vote', 'after-close'])(
    '[H1] [T4] %s: the close opens it to everybody, the change before the tally',
    async (results) => {
      const { app, hall } = await setUp(results);
      await strangersVote(app, hall, 3);
      const stream = await listen(app, hall);
      await stream.next('poll');
      await hall.moderator.ask('poll:close', { id: hall.poll.id });
      expect(await stream.next('tally')).toMatchObject({ final: true, voters: 3 });
      expect(stream.log.map(({ event }) => event)).toEqual(['poll', 'poll', 'tally']);
    },
  );

  test('[H1] [T4] moderators: only they and viewers see it, until it is revealed, and again after that is taken back', async () => {
    const { app, hall } = await setUp('moderators');
    const { id } = hall.poll;
    const [stranger, viewer] = [await listen(app, hall), await listen(app, hall, hall.viewerKey)];
    await strangersVote(app, hall, 3);
    await viewer.next('tally', ({ voters }) => voters === 3);
    await hall.moderator.ask('poll:reveal', { id, revealed: true });
    expect(await stranger.next('tally')).toMatchObject({ voters: 3 });
    await hall.moderator.ask('poll:reveal', { id, revealed: null });
    await strangersVote(app, hall, 1);
    await viewer.next('tally', ({ voters }) => voters === 4);
    await untilRenamed(hall, [stranger], 'Coffee or tea?');
    expect(stranger.all('tally').filter(({ voters }) => voters !== 3)).toEqual([]);
  });

  test('[H2] [T4] turnout, where the poll says so, at the beginning and then at most once a second', async () => {
    const { app, hall } = await setUp('after-close', true);
    await strangersVote(app, hall, 2);
    const stream = await listen(app, hall);
    expect(await stream.next('turnout')).toEqual({ pollId: hall.poll.id, round: 1, voters: 2 });
    const startedAt = performance.now();
    for (let wave = 0; wave < 6; wave += 1) await strangersVote(app, hall, 3);
    await stream.next('turnout', ({ voters }) => voters === 20);
    const seconds = (performance.now() - startedAt) / 1000;
    expect(stream.all('turnout').length).toBeLessThanOrEqual(seconds + 3);
    expect(stream.all('tally')).toEqual([]);
    expect(stream.log.filter(({ event, id }) => event === 'turnout' && id !== '')).toEqual([]);
  });
});
