import { describe, expect, test } from '@jest/globals';
import { type ErrorBody, PROTOCOL_VERSION } from '@pollcast/shared';
import { WebSocket } from 'ws';
import { httpDoor, socketDoor } from '../support/doors.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();

const open = async (environment = {}) => keep(await openTestApp({ LIMITS: 'off', ...environment }));
const connect = (app: TestApp, auth: object = {}) => keep(openRawClient(app.url, auth));

async function hallOf(app: TestApp, settings = {}): Promise<Hall> {
  const hall = await openHall(app.url, { settings });
  keep(hall.moderator);
  return hall;
}

/** The error body that a refused handshake bears. */
function refusalOf({ socket }: RawClient): Promise<ErrorBody> {
  return new Promise((resolve, reject) => {
    socket.once('connect_error', (error) => resolve((error as Error & { data: ErrorBody }).data));
    socket.once('connect', () => reject(new Error('was let in')));
  });
}

const unauthenticated = { code: 'UNAUTHENTICATED', retryable: false };
describe('A secret', () => {
  /** Each tells its kind and is wrong in its own way. */
  async function forgeries(app: TestApp, { moderatorKey }: Hall): Promise<string[]> {
    const { voterToken } = await connect(app).ask('voter:create', {});
    const other = keep(
      await openTestApp({ LIMITS: 'off' }, { secret: 'the secret of quite another server' }),
    );
    const foreign = (await connect(other).ask('voter:create', {})).voterToken;
    const foreignHall = await draftHall(other.url);
    foreignHall.moderator.close();
    const flip = (text: string, at: number) =>
      text.slice(0, at) + (text.at(at) === 'A' ? 'B' : 'A') + text.slice(at + 1);
    return [
      foreign,
      foreignHall.moderatorKey,
      voterToken.slice(0, -1),
      `${voterToken}A`,
      flip(voterToken, 5),
      flip(voterToken, voterToken.length - 20),
      'vt_',
      moderatorKey.slice(0, -1),
      `${moderatorKey}A`,
      flip(moderatorKey, moderatorKey.length - 10),
      moderatorKey.replace('mk_', 'vk_'),
      'mk_',
      'nonsense',
    ];
  }

  test('[I1] [I2] that is forged, cut short or another server’s is UNAUTHENTICATED at both doors, with the same body', async () => {
    const app = await open();
    const hall = await hallOf(app);
    const bodies = new Set<string>();
    for (const secret of await forgeries(app, hall)) {
      const kind = secret.startsWith('vt_') ? 'voterToken' : 'key';
      const refusal = await refusalOf(connect(app, { [kind]: secret }));
      expect({ secret, ...refusal }).toMatchObject({ secret, ...unauthenticated });
      for (const command of ['poll:get', 'ballot:cast', 'room:create'] as const) {
        const reply = await httpDoor(app.url, secret).call(command, { id: hall.poll.id, title: 'x' });
        expect(reply).toEqual({ ok: false, error: refusal });
      }
      bodies.add(JSON.stringify(refusal));
    }
    expect(bodies.size).toBe(1);
  });

  test('[I2] counts in no address: neither query nor path', async () => {
    const app = await open();
    const { code, moderatorKey, viewerKey, poll } = await hallOf(app, { results: 'moderators' });
    const door = openHttpDoor(app.url);
    for (const name of ['key', 'token', 'access_token', 'authorization']) {
      for (const key of [moderatorKey, viewerKey]) {
        const got = await door.send('GET', `/api/v1/polls/${poll.id}?${name}=${key}`);
        expect(got.text).not.toContain('"tally"');
        const patched = await door.send('PATCH', `/api/v1/rooms/${code}?${name}=${key}`, {
          body: { title: 'x' },
        });
        expect(patched.status).toBe(403);
      }
    }
    const socket = keep(openRawClient(`${app.url}?key=${moderatorKey}&voterToken=${moderatorKey}`));
    expect((await socket.ask('room:join', { code })).you.role).toBe('voter');
  });

  test('[I2] of one room makes a mere voter in another', async () => {
    const app = await open();
    const [mine, theirs] = [await hallOf(app), await hallOf(app, { results: 'moderators' })];
    for (const key of [mine.moderatorKey, mine.viewerKey]) {
      const client = connect(app, { key });
      expect((await client.ask('room:join', { code: theirs.code })).you.role).toBe('voter');
      expect((await client.ask('poll:watch', { ids: [theirs.poll.id] })).you.role).toBe('voter');
      expect((await client.ask('poll:get', { id: theirs.poll.id })).tally).toBeUndefined();
      const { json } = await openHttpDoor(app.url).call('poll:get', { id: theirs.poll.id }, key);
      expect(json).not.toHaveProperty('tally');
    }
    // A key that says another room's code is nobody's.
    const renamed = mine.moderatorKey.replace(mine.code, theirs.code);
    expect(await refusalOf(connect(app, { key: renamed }))).toMatchObject(unauthenticated);
  });

  test('[I4] that is replaced is dead at both doors, and its sockets are cut', async () => {
    const app = await open();
    const { code, moderator, moderatorKey, viewerKey, poll } = await hallOf(app);
    const viewer = connect(app, { key: viewerKey });
    const stage = connect(app, { key: viewerKey, view: 'stage' });
    for (const client of [viewer, stage]) await client.ask('room:join', { code });
    const { key: newViewerKey } = await moderator.ask('room:rekey', { code, which: 'viewer' });
    for (const { socket } of [viewer, stage]) await until(() => socket.disconnected);
    expect(await refusalOf(connect(app, { key: viewerKey }))).toMatchObject(unauthenticated);
    expect((await connect(app, { key: newViewerKey }).ask('room:join', { code })).you.role).toBe('viewer');

    const second = connect(app, { key: moderatorKey });
    await second.ask('room:join', { code });
    const { key } = await moderator.ask('room:rekey', { code, which: 'moderator' });
    const late = await second.call('poll:close', { id: poll.id }).catch(() => ({ ok: false }));
    expect(late.ok).toBe(false);
    for (const { socket } of [moderator, second]) await until(() => socket.disconnected);
    const old = await httpDoor(app.url, moderatorKey).call('room:update', { code, title: 'x' });
    expect(old).toMatchObject({ error: unauthenticated });
    expect(await httpDoor(app.url, key).call('room:update', { code, title: 'New' })).toMatchObject({
      ok: true,
    });
  });

  test('[I2] for creating rooms is asked for where the server has one, at both doors', async () => {
    const CREATION_KEY = 'a key for creating rooms';
    const app = await open({ CREATION_KEY });
    const doors = (key?: string) => [
      keep(socketDoor(app.url, key === undefined ? {} : { key })),
      httpDoor(app.url, key?.replaceAll(' ', '-')),
    ];
    for (const door of doors()) {
      expect(await door.call('room:create', { title: 'x' })).toMatchObject({ error: unauthenticated });
    }
    const [socket] = doors(CREATION_KEY);
    const created = await socket!.call('room:create', { title: 'x' });
    expect(created).toMatchObject({ ok: true });
    expect(await refusalOf(connect(app, { key: 'a key for creating room' }))).toMatchObject(unauthenticated);
    const { moderatorKey } = (created as { data: { moderatorKey: string } }).data;
    const asModerator = await httpDoor(app.url, moderatorKey).call('room:create', { title: 'y' });
    expect(asModerator).toMatchObject({ error: unauthenticated });
  });
});

describe('A voter', () => {
  test('[I1] is never named to others: nobody but the owner gets the token', async () => {
    const app = await open();
    const { code, moderator, poll } = await hallOf(app);
    const voter = connect(app);
    const { you } = await voter.ask('room:join', { code });
    const onlooker = connect(app);
    await onlooker.ask('room:join', { code });
    await voter.ask('ballot:cast', { id: poll.id, answer: choose('o1') });
    for (const client of [onlooker, moderator]) {
      await client.next('poll:tally', ({ voters }) => voters === 1);
      await client.ask('poll:get', { id: poll.id });
      await client.ask('poll:history', { id: poll.id });
      const heard = client.received.join('\n');
      expect(heard).not.toContain(you.voterToken.slice(3, 25));
      expect(heard).not.toContain(voter.socket.id!);
    }
  });

  test('[I1] is the same on a second socket and over HTTP with the same token', async () => {
    const app = await open();
    const { code, poll } = await hallOf(app);
    const { you } = await connect(app).ask('room:join', { code });
    const again = connect(app, { voterToken: you.voterToken });
    expect((await again.ask('room:join', { code })).you).toEqual(you);
    const ballot = { id: poll.id, answer: choose('o1'), seq: 1 };
    expect(await again.ask('ballot:cast', ballot)).toMatchObject({ status: 'counted' });
    const { json } = await openHttpDoor(app.url).call('ballot:cast', ballot, you.voterToken);
    expect(json).toMatchObject({ status: 'repeated' });
  });
});

describe('The log', () => {
  test('[I1] [I2] [I5] holds no key, no token, no voter and no answer, however much is logged', async () => {
    const app = keep(await openTestApp({ LIMITS: 'off' }, { logLevel: 'trace' }));
    const { code, moderatorKey, viewerKey, poll } = await hallOf(app);
    const voter = connect(app);
    const { you } = await voter.ask('room:join', { code });
    const door = openHttpDoor(app.url);
    const ballot = { id: poll.id, answer: choose('o2'), seq: 123_456 };
    await voter.ask('ballot:cast', ballot);
    await voter.call('ballot:cast', { ...ballot, answer: choose('o9'), seq: 123_457 });
    await door.call('ballot:cast', ballot, you.voterToken);
    await door.send('GET', `/api/v1/polls/${poll.id}?key=${moderatorKey}`);
    await door.send('GET', `/p/${poll.id}?key=${viewerKey}`, {
      headers: { cookie: `pollcast_voter=${you.voterToken}` },
    });
    await door.call('room:update', { code, title: 'x' }, moderatorKey);
    await door.call('room:update', { code, title: 'x' }, `${viewerKey}A`);

    const log = app.logged.join('');
    expect(log).toContain('ballot:cast');
    const voterId = you.voterToken.slice(3, 25);
    for (const secret of [moderatorKey, viewerKey, you.voterToken, voterId, '123456', '"o2"', '"o9"']) {
      expect(log).not.toContain(secret);
    }
  });
});

describe('A handshake', () => {
  test('[C2] of another protocol is UNSUPPORTED_PROTOCOL, of a wrong shape INVALID_INPUT', async () => {
    const app = await open();
    for (const protocol of [2, 0, '1', null, undefined, Number.NaN]) {
      const refusal = await refusalOf(connect(app, { protocol }));
      expect(refusal).toMatchObject({ code: 'UNSUPPORTED_PROTOCOL', retryable: false });
    }
    for (const wrong of [
      { key: 5 },
      { view: 'wall' },
      { voterToken: [] },
      { surprise: 1 },
      { key: 'x'.repeat(513) },
    ]) {
      expect(await refusalOf(connect(app, wrong))).toMatchObject({ code: 'INVALID_INPUT', issues: [{}] });
    }
  });

  test('[C6] opens one socket a connection, however often it is tried', async () => {
    const app = await open();
    const { code } = await hallOf(app);
    const raw = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    keep({ close: () => raw.terminate() });
    const heard: string[] = [];
    raw.on('message', (data) => heard.push(String(data)));
    await until(() => heard.length === 1);
    for (let index = 0; index < 500; index += 1) raw.send(`40{"protocol":${PROTOCOL_VERSION}}`);
    // Socket.IO itself ends a connection that asks again once it has a socket.
    await until(() => heard.length === 501 || raw.readyState === WebSocket.CLOSED);
    expect(heard.filter((frame) => frame.startsWith('40'))).toHaveLength(1);
    expect(heard.filter((frame) => frame.startsWith('44')).length).toBeGreaterThan(0);
    const voter = connect(app);
    expect((await voter.ask('room:join', { code })).present).toBe(1);
  });
});
