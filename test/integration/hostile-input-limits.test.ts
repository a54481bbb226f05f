import { describe, expect, test } from '@jest/globals';
import { CODE_ALPHABET, type Reply } from '@pollcast/shared';
import { gatherCrowd } from '../support/crowd.ts';
import { type Door, httpDoor, socketDoor } from '../support/doors.ts';
import { draftHall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();

/** A server with the default limits, but for what `environment` says. */
const open = async (environment = {}) => keep(await openTestApp(environment));

function codesOf(replies: Reply<unknown>[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const reply of replies) {
    const code = reply.ok ? 'ok' : reply.error.code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

describe('A flood', () => {
  const FLOOD = 90;
  const ALLOWED = 60;

  test('[C6] [C1] on one socket is answered RATE_LIMITED, each message once, and slows nobody else', async () => {
    const app = await open();
    const { code, moderator } = await openHall(app.url);
    keep(moderator);
    const flooder = keep(socketDoor(app.url));
    const replies = await times(FLOOD, () => flooder.call('room:get', { code }));
    expect(codesOf(replies)).toEqual({ ok: ALLOWED, RATE_LIMITED: FLOOD - ALLOWED });
    const refused = replies.find((reply) => !reply.ok)!;
    expect(refused).toMatchObject({ error: { retryable: true, retryAfterMs: expect.any(Number) } });
    const other = keep(openRawClient(app.url));
    await other.ask('room:join', { code });
  });

  test('[C6] of messages that are no commands, or too large, counts as one', async () => {
    const app = await open();
    const flooder = keep(socketDoor(app.url));
    const large = { id: 'x', answer: { options: ['x'.repeat(9_000)] } };
    const replies = await times(FLOOD, (index) =>
      index % 2 === 0 ? flooder.call('nothing' as never, {}) : flooder.call('ballot:cast', large),
    );
    expect(codesOf(replies)).toMatchObject({ RATE_LIMITED: FLOOD - ALLOWED });
  });

  test('[C6] over HTTP is answered 429, also of forged keys and of nonsense, and pages are still shown', async () => {
    const app = await open({ LIMIT_HTTP_PER_IP_PER_S: '4' });
    const { poll, moderator } = await openHall(app.url);
    keep(moderator);
    const door = openHttpDoor(app.url);
    const answers = await times(20, (index) =>
      index % 2 === 0
        ? door.send('POST', '/api/v1/rooms', { body: '{"' })
        : door.send('GET', `/api/v1/polls/${poll.id}`, { secret: 'mk_forged' }),
    );
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(8);
    const limited = await httpDoor(app.url).call('poll:get', { id: poll.id });
    expect(limited).toMatchObject({ error: { code: 'RATE_LIMITED', retryable: true } });
    expect((await door.send('GET', `/p/${poll.id}`)).status).toBe(200);
  });
});

describe('The address that limits count', () => {
  const rate = { LIMIT_HTTP_PER_IP_PER_S: '2' };

  /** How many of ten requests are refused, each with an X-Forwarded-For of its own. */
  async function refusedOf(app: TestApp, forwarded: (index: number) => string): Promise<number> {
    const door = openHttpDoor(app.url);
    const answers = await times(10, (index) =>
      door.send('GET', '/api/v1/rooms/K7M4RX', { headers: { 'x-forwarded-for': forwarded(index) } }),
    );
    return answers.filter(({ status }) => status === 429).length;
  }

  test('[C6] is the connection’s own; what a header says of it counts for nothing', async () => {
    expect(await refusedOf(await open(rate), (index) => `198.51.100.${index}`)).toBe(4);
  });

  test('[C6] behind trusted proxies is the one they add, not what was sent to them', async () => {
    const app = await open({ ...rate, TRUST_PROXY: '1' });
    expect(await refusedOf(app, (index) => `198.51.100.${index}`)).toBe(0);
    expect(await refusedOf(app, (index) => `198.51.100.${index}, 203.0.113.7`)).toBe(4);
  });
});

describe('Guessing join codes', () => {
  const MISSES = 20;
  const guess = (index: number) => `AAAA${CODE_ALPHABET[index % 22]}${CODE_ALPHABET[3]}`.replaceAll('A', '7');

  async function guesses(
    door: Door,
    command: 'room:get' | 'room:join' | 'room:update' | 'room:delete' | 'room:rekey',
  ) {
    const replies: Reply<unknown>[] = [];
    for (let index = 0; index < MISSES + 5; index += 1) {
      replies.push(
        await door.call(command, {
          code: guess(index),
          ...(command === 'room:rekey' && { which: 'viewer' }),
        }),
      );
    }
    return codesOf(replies);
  }

  test.each([
    ['socket', 'room:join'],
    ['socket', 'room:get'],
    ['socket', 'room:update'],
    ['socket', 'room:rekey'],
    ['http', 'room:get'],
    ['http', 'room:delete'],
  ] as const)(
    '[C6] by %s with %s ends after 20 misses, while joined rooms stay open',
    async (name, command) => {
      const app = await open();
      const { code, moderator } = await draftHall(app.url);
      keep(moderator);
      const unknown = await roomNobodyJoined(app);
      const door = keep(name === 'socket' ? socketDoor(app.url) : httpDoor(app.url));
      expect(await guesses(door, command)).toEqual({ ROOM_NOT_FOUND: MISSES, RATE_LIMITED: 5 });

      const stranger = keep(socketDoor(app.url));
      expect(await stranger.call('room:join', { code })).toMatchObject({ ok: true });
      expect(await stranger.call('room:join', { code: unknown.code })).toMatchObject({
        error: { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) },
      });
      const itsModerator = keep(socketDoor(app.url, { key: unknown.moderatorKey }));
      expect(await itsModerator.call('room:join', { code: unknown.code })).toMatchObject({ ok: true });
      expect(await stranger.call('room:join', { code: unknown.code })).toMatchObject({ ok: true });
    },
  );

  async function roomNobodyJoined(app: TestApp): Promise<{ code: string; moderatorKey: string }> {
    const guest = keep(openRawClient(app.url));
    const { room, moderatorKey } = await guest.ask('room:create', { title: 'Elsewhere' });
    return { code: room.code, moderatorKey };
  }
});

describe('A hall behind one address', () => {
  test('[C6] joins and votes within the default limits, five hundred at once and none refused', async () => {
    const app = await open();
    const { code, moderator, poll } = await openHall(app.url);
    keep(moderator);
    const crowd = await gatherCrowd(app.url, 500);
    for (const each of crowd) keep(each);
    await Promise.all(crowd.map((each) => each.ask('room:join', { code })));
    await Promise.all(crowd.map((each) => each.ask('ballot:cast', { id: poll.id, answer: choose('o1') })));
    expect((await moderator.ask('poll:get', { id: poll.id })).tally!.voters).toBe(500);
  });

  test('[C6] has its connections bounded, and one that closes makes room for the next', async () => {
    const app = await open({ LIMIT_CONNECTIONS_PER_IP: '2' });
    const clients = [keep(openRawClient(app.url)), keep(openRawClient(app.url))];
    for (const each of clients) await each.ask('voter:create', {});
    const third = keep(openRawClient(app.url));
    await new Promise((resolve) => third.socket.once('connect_error', resolve));
    clients[0]!.close();
    await until(async () => {
      const next = keep(openRawClient(app.url));
      return new Promise<boolean>((resolve) => {
        next.socket.once('connect', () => resolve(true));
        next.socket.once('connect_error', () => resolve(false));
      });
    });
  });
});
