import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { API_PREFIX, LIMITS, type PushName, pushNames, streamEvents } from '@pollcast/shared';
import { COMMAND_NAMES, INPUTS, setStage } from '../support/command-walk.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { strangersVote } from '../support/outlets.ts';
import { choose } from '../support/poll-samples.ts';
import { type Published, readPublished } from '../support/published.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { describeOnAllStores } from '../support/stores.ts';
import { openStream } from '../support/stream-client.ts';
import type { TestApp } from '../support/test-app.ts';

const keep = closesAfterEach();
const EVENTS = `${API_PREFIX}/polls/{id}/events`;
const CALLERS = ['voter', 'moderator', 'viewer', 'stage'] as const;

describeOnAllStores('What the documents say', (open) => {
  let app: TestApp;
  let published: Published;
  let voterToken: string;

  beforeAll(async () => {
    app = await open({ LIMITS: 'off' });
    published = await readPublished(app.url);
    const guest = openRawClient(app.url);
    voterToken = (await guest.ask('voter:create', {})).voterToken;
    guest.close();
  });
  afterAll(() => app.close());

  /** What somebody presents of themselves, by either door; a stage is on the socket only. */
  function secretsOf(caller: (typeof CALLERS)[number], { moderatorKey, viewerKey }: Hall) {
    switch (caller) {
      case 'voter':
        return { socket: { voterToken }, http: voterToken };
      case 'moderator':
        return { socket: { key: moderatorKey }, http: moderatorKey };
      case 'viewer':
        return { socket: { key: viewerKey }, http: viewerKey };
      case 'stage':
        return { socket: { key: viewerKey, view: 'stage' as const }, http: null };
      default:
        return caller satisfies never;
    }
  }

  function checkPushes({ log }: RawClient): PushName[] {
    const pushed = log.filter(({ event }) => !event.startsWith('reply'));
    for (const { event, payload } of pushed) published.checkPush(event as PushName, payload);
    return pushed.map(({ event }) => event as PushName);
  }

  test.each(COMMAND_NAMES)('[W1] %s: is what every caller gets, by both doors', async (command) => {
    for (const caller of CALLERS) {
      const [first, second] = [await setStage(app.url), await setStage(app.url)];
      const client = keep(openRawClient(app.url, secretsOf(caller, first).socket));
      published.checkReply(command, await client.call(command, INPUTS[command](first) as never));
      checkPushes(client);
      const secret = secretsOf(caller, second).http;
      if (secret === null || !published.hasDoor(command)) continue;
      const input = INPUTS[command](second) as never;
      published.checkCommandAnswer(command, await openHttpDoor(app.url).call(command, input, secret));
    }
  });

  test('[W1] is what refusals look like, by both doors', async () => {
    const { moderator, moderatorKey, poll } = await openHall(app.url, { settings: { changeable: false } });
    keep(moderator);
    const { id } = poll;
    const door = openHttpDoor(app.url);
    const cast = async (answer: object, code: string) => {
      const input = { id, answer } as never;
      const reply = await moderator.call('ballot:cast', input);
      published.checkReply('ballot:cast', reply);
      expect(reply).toMatchObject({ error: { code } });
      const answered = await door.call('ballot:cast', input, voterToken);
      published.checkCommandAnswer('ballot:cast', answered);
      expect(answered.json).toMatchObject({ code });
    };
    for (const secret of [voterToken, undefined, 'mk_nobody'])
      published.checkCommandAnswer(
        'ballot:cast',
        await door.call('ballot:cast', { id, answer: choose('o1') }, secret),
      );
    await moderator.ask('ballot:cast', { id, answer: choose('o1') });
    await cast(choose('o2'), 'ALREADY_VOTED');
    await cast({ options: [7] }, 'INVALID_INPUT');
    await cast({ options: ['x'.repeat(9_000)] }, 'TOO_LARGE');
    const edit = await door.call('poll:update', { id, kind: 'rating' }, moderatorKey);
    expect(edit.json).toMatchObject({ code: 'NOT_DRAFT' });
    published.checkCommandAnswer('poll:update', edit);
  });

  test('[W1] is what every push looks like', async () => {
    const hidden = { settings: { results: 'moderators' as const } };
    const { code, moderator, poll } = await openHall(app.url, hidden);
    const { id } = poll;
    keep(moderator);
    const voter = keep(openRawClient(app.url, { voterToken }));
    await voter.ask('room:join', { code });
    await voter.ask('ballot:cast', { id, answer: choose('o1') });
    await voter.next('poll:turnout', ({ voters }) => voters === 1);
    await moderator.next('room:presence', ({ present }) => present === 1);
    await moderator.ask('poll:close', { id });
    await moderator.next('poll:tally', ({ final }) => final);
    await moderator.ask('poll:delete', { id });
    await voter.next('poll:removed');
    await voter.next('room:changed', ({ polls }) => polls.length === 0);
    await moderator.ask('room:delete', { code });
    expect(await voter.next('room:removed')).toEqual({ code });
    const seen = [voter, moderator].flatMap(checkPushes);
    expect(new Set(seen)).toEqual(new Set(pushNames));
  });

  test('[W1] is what a stream of events looks like', async () => {
    const { moderator, poll } = await openHall(app.url);
    keep(moderator);
    const { summary, responses } = published.openApi.paths[EVENTS]!.get!;
    expect(summary).toContain('server-sent events');
    const stream = keep(await openStream(app.url, poll.id));
    const [type] = stream.headers['content-type']!.split(';');
    expect(responses[200]).toHaveProperty(['content', type!]);
    await moderator.ask('ballot:cast', { id: poll.id, answer: choose('o2') });
    await stream.next('tally', ({ voters }) => voters === 1);
    for (const { event, data } of stream.log) published.checkPush(streamEvents[event], data);
  });

  test('[W1] is what results, health and the documents themselves look like', async () => {
    const hall = await openHall(app.url);
    const { code, moderator, moderatorKey, poll } = hall;
    keep(moderator);
    await strangersVote(app, hall, LIMITS.crowdMin);
    await moderator.ask('poll:close', { id: poll.id });
    const door = openHttpDoor(app.url);
    const paths = Object.keys(published.openApi.paths).filter((path) => {
      const { get } = published.openApi.paths[path]!;
      return get !== undefined && path !== EVENTS;
    });
    expect(paths).toEqual(expect.arrayContaining([`${API_PREFIX}/rooms/{code}/results.csv`, '/metrics']));
    for (const path of paths) {
      const address = path.replace('{id}', poll.id).replace('{code}', code);
      const answer = await door.send('GET', address, { secret: moderatorKey });
      expect([path, answer.status]).toEqual([path, 200]);
      published.checkAnswer('GET', path, answer);
    }
  });
});
