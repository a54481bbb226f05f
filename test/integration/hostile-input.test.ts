import { connect as connectTcp } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { ErrorBody, Problem } from '@pollcast/shared';
import { WebSocket } from 'ws';
import { type Hall, openHall } from '../support/hall.ts';
import { type HttpAnswer, openHttpDoor } from '../support/http-door.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

let app: TestApp;
let hall: Hall;
let voterToken: string;
const faults: unknown[] = [];
const noteFault = (fault: unknown) => void faults.push(fault);

beforeAll(async () => {
  process.on('unhandledRejection', noteFault);
  process.on('uncaughtException', noteFault);
  app = await openTestApp({ LIMITS: 'off' });
  hall = await openHall(app.url);
  voterToken = (await hall.moderator.ask('voter:create', {})).voterToken;
});

afterAll(async () => {
  hall.moderator.close();
  await app.close();
  process.off('unhandledRejection', noteFault);
  process.off('uncaughtException', noteFault);
});

/** Whatever was sent: nothing broke, and somebody else still votes. */
afterEach(async () => {
  const voter = openRawClient(app.url);
  const cast = await voter.ask('ballot:cast', { id: hall.poll.id, answer: choose('o1') });
  voter.close();
  expect(cast.status).toBe('counted');
  expect(app.logged).toEqual([]);
  expect(faults).toEqual([]);
});

/** What no answer may tell of the server's inside. */
const INSIDE =
  /node_modules|\bat \w+.*\(|\.ts\b|\.js\b|zod|sqlite|ioredis|\/server\/|stack|invalid_union|unrecognized_keys/i;

/** A socket of whatever frames a test writes, past the handshake. */
async function openWire(): Promise<{ socket: WebSocket; heard: string[]; closed: Promise<number> }> {
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(String(data)));
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await until(() => heard.length === 1);
  socket.send('40{"protocol":1}');
  await until(() => heard.length === 2);
  return { socket, heard, closed };
}

/** The code with which one raw message is refused on a socket. */
async function refusedOnSocket(payload: string): Promise<string> {
  const { socket, heard } = await openWire();
  socket.send(`420${payload}`);
  const frame = await until(() => heard.find((text) => text.startsWith('430')));
  socket.terminate();
  expect(frame).not.toMatch(INSIDE);
  const [reply] = JSON.parse(frame.slice(3));
  expect(reply.ok).toBe(false);
  return ErrorBody.parse(reply.error).code;
}

function refusedOverHttp(answer: HttpAnswer): string {
  expect(answer.text).not.toMatch(INSIDE);
  expect(answer.status).toBe(Problem.parse(answer.json).status);
  return Problem.parse(answer.json).code;
}

const put = (body: unknown, headers: Record<string, string> = {}) =>
  openHttpDoor(app.url).send('PUT', `/api/v1/polls/${hall.poll.id}/ballot`, {
    body,
    secret: voterToken,
    headers,
  });

const post = (body: unknown, headers: Record<string, string> = {}) =>
  openHttpDoor(app.url).send('POST', '/api/v1/rooms', { body, headers });

/** A cast with the given JSON text as answer, by both doors. */
async function castBoth(answer: string): Promise<string[]> {
  const socket = await refusedOnSocket(`["ballot:cast",{"id":"${hall.poll.id}","answer":${answer}}]`);
  return [socket, refusedOverHttp(await put(`{"answer":${answer}}`))];
}

const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const deepObject = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

describe('A ballot that is none', () => {
  test.each([
    'null',
    '5',
    '"o1"',
    '[]',
    '["o1"]',
    '{}',
    '{"options":"o1"}',
    '{"options":{}}',
    '{"options":{"0":"o1","length":1}}',
    '{"options":[]}',
    '{"options":[null]}',
    '{"options":[["o1"]]}',
    '{"options":["o1","o1"]}',
    '{"options":["o1","o2"]}',
    '{"options":["o3"]}',
    '{"options":["__proto__"]}',
    '{"options":["constructor"]}',
    '{"options":["o1\\u0000"]}',
    '{"options":["\\ud800"]}',
    '{"options":["o1"],"__proto__":{"x":1}}',
    '{"options":["o1"],"constructor":1}',
    '{"__proto__":{"options":["o1"]}}',
    '{"value":1}',
    '{"options":["o1"],"value":1}',
    deep(2_000),
    deepObject(1_300),
  ])('[C2] [C3] %.60s is INVALID_INPUT at both doors', async (answer) => {
    expect(await castBoth(answer)).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
  });

  test.each(['1e400', '-1', '0', '1.5', '9007199254740993', '"1"', 'null', 'true', '[1]', '-0.0'])(
    '[C2] [C3] with the seq %s is INVALID_INPUT at both doors',
    async (seq) => {
      const fields = `"answer":{"options":["o1"]},"seq":${seq}`;
      const code = await refusedOnSocket(`["ballot:cast",{"id":"${hall.poll.id}",${fields}}]`);
      expect([code, refusedOverHttp(await put(`{${fields}}`))]).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
    },
  );

  test('[C2] [C3] of 17 KiB is TOO_LARGE at both doors', async () => {
    expect(await castBoth(`{"options":["${'x'.repeat(17 * 1024)}"]}`)).toEqual(['TOO_LARGE', 'TOO_LARGE']);
  });
});

describe('A message that is no command', () => {
  test.each([
    '["error"]',
    '["error",{},{}]',
    '["__proto__",{}]',
    '["constructor",{}]',
    '["toString",{}]',
    '["hasOwnProperty",{}]',
    '["poll:tally",{}]',
    '["ROOM:GET",{}]',
    '["",{}]',
    '[5,{}]',
    '[0]',
    '["room:get"]',
    '["room:get",null]',
    '["room:get",[]]',
    '["room:get",["K7M4RX"]]',
    '["room:get","K7M4RX"]',
    '["room:get",{"code":{"toString":"K7M4RX"}}]',
    '["room:get",{"__proto__":{"code":"K7M4RX"}}]',
    '["room:get",{"code":"K7M4RX","__proto__":null}]',
    '["room:create",{"title":"a\\u0000b"}]',
    '["room:create",{"title":"\\ud800"}]',
    '["room:create",{"title":"\\u202eright to left"}]',
    '["room:create",{"title":"\\u200b\\u2060"}]',
    '["room:create",{"title":"line\\nbreak"}]',
    '["poll:watch",{"ids":{"length":1}}]',
    `["room:create",{"title":${deep(20_000)}}]`,
    `["room:create",${deepObject(8_000)}]`,
  ])('[C1] [C2] %.70s is INVALID_INPUT', async (payload) => {
    expect(await refusedOnSocket(payload)).toBe('INVALID_INPUT');
  });

  test('[C1] [C3] without a place for the answer is carried out, or not, in silence', async () => {
    const { socket, heard } = await openWire();
    socket.send(`42["room:get",{"code":"${hall.code}"}]`);
    socket.send('42["room:get",null]');
    socket.send('42["nothing"]');
    socket.send(`420["room:get",{"code":"${hall.code}"},"more",7]`);
    await until(() => heard.some((frame) => frame.startsWith('430')));
    socket.terminate();
    expect(heard.slice(2)).toHaveLength(1);
    expect(heard[2]).toContain('"ok":true');
  });

  test.each([
    '42["disconnect"]',
    '42["connect",{}]',
    '42{"0":"room:get"}',
    '42null',
    '42[',
    '42',
    '4',
    '4x',
    '49["room:get"]',
    '451-["room:get",{"_placeholder":true,"num":0}]',
    '461-0[{"_placeholder":true,"num":0}]',
    '42/admin,["room:get",{}]',
    '44{"message":"no"}',
    '430[{}]',
    '9',
    '',
    'x'.repeat(1_000),
    Buffer.from([1, 2, 3]),
    Buffer.alloc(0),
  ])('[C3] the frame %p harms nobody', async (frame) => {
    const { socket, heard } = await openWire();
    socket.send(frame);
    socket.send(`427["room:get",{"code":"${hall.code}"}]`);
    // Either it is passed over, or the connection is closed.
    await until(() => socket.readyState === WebSocket.CLOSED || heard.some((text) => text.startsWith('437')));
    socket.terminate();
    for (const text of heard) expect(text).not.toMatch(INSIDE);
  });

  test('[C3] a frame of more than 64 KiB closes its connection with 1009', async () => {
    const { socket, closed } = await openWire();
    socket.send(`420["room:create",{"title":"${'x'.repeat(65 * 1024)}"}]`);
    expect(await closed).toBe(1009);
  });
});

describe('An HTTP request that is wrong', () => {
  test.each([
    ['text that is no JSON', '{"title":', {}],
    ['a number', '5', {}],
    ['null', 'null', {}],
    ['an array for an object', '[{"title":"x"}]', {}],
    ['a string', '"title"', {}],
    ['a form', 'title=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['plain text', '{"title":"x"}', { 'content-type': 'text/plain' }],
    ['another charset', '{"title":"x"}', { 'content-type': 'application/json; charset=latin1' }],
    ['zipped JSON', gzipSync('{"title":"x"}'), { 'content-encoding': 'gzip' }],
    ['an unknown encoding', '{"title":"x"}', { 'content-encoding': 'x-zip' }],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d]), {}],
    ['a prototype', '{"__proto__":{"title":"x"}}', {}],
    ['a prototype beside', '{"title":"x","__proto__":{"polls":[]}}', {}],
    ['NUL in a text', '{"title":"a\\u0000"}', {}],
    ['half a surrogate pair', '{"title":"\\udfff"}', {}],
    ['a number out of range', '{"title":1e999}', {}],
    ['deep JSON', `{"title":${deep(8_000)}}`, {}],
    ['nothing', '', {}],
  ])('[C2] [C3] %s is INVALID_INPUT', async (_, body, headers) => {
    const answer = await post(body, headers as Record<string, string>);
    expect(refusedOverHttp(answer)).toBe('INVALID_INPUT');
  });

  test('[C2] more than 64 KiB are TOO_LARGE, more than 8 KiB of a voter’s too', async () => {
    expect(refusedOverHttp(await post(`{"title":"${'x'.repeat(65 * 1024)}"}`))).toBe('TOO_LARGE');
    expect(refusedOverHttp(await post(`{"title":"${'x'.repeat(60 * 1024)}"}`))).toBe('INVALID_INPUT');
    expect(refusedOverHttp(await put(`{"x":"${'x'.repeat(9 * 1024)}"}`))).toBe('TOO_LARGE');
  });

  test.each([
    '/api/v1/rooms/%',
    '/api/v1/rooms/%00',
    '/api/v1/rooms/%ED%A0%80',
    '/api/v1/rooms/..%2f..%2fetc%2fpasswd',
    '/api/v1/polls/%E0%A4%A',
    '/api/v1/polls/__proto__',
    '/api/v1/polls/a%00b',
    `/api/v1/polls/${'x'.repeat(5_000)}`,
    '/api/v1/polls/constructor?__proto__=1&a[b]=2',
    '/api/v1/polls/x?id=y&id=z',
  ])('[C2] [C3] GET %.60s is refused by the table', async (path) => {
    const answer = await openHttpDoor(app.url).send('GET', path);
    expect(['INVALID_INPUT', 'POLL_NOT_FOUND', 'ROOM_NOT_FOUND']).toContain(refusedOverHttp(answer));
  });

  test.each([
    '/p/%',
    '/p/%00',
    '/p/__proto__',
    '/r/%',
    '/r/%00%0d%0aSet-Cookie:x',
    '/r/%2f%2fevil.example',
    '/assets/%',
    '/assets/%00',
    '/assets/..%2f..%2fpackage.json',
    '/assets/../../package.json',
    '//evil.example/p/x',
    '/api/v1/nothing',
    '/.env',
  ])('[C3] GET %s shows a page or a refusal, and nothing of the inside', async (path) => {
    const { status, text, headers } = await openHttpDoor(app.url).send('GET', path);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/workspaces|node_modules|sqlite|\bat \w+.*\(/);
    expect(headers.get('location') ?? '/r').toMatch(/^\/r/);
  });

  test.each([
    'GET / HTTP/9.9\r\n\r\n',
    'NONSENSE\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n',
    'POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nhello',
    'POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n',
    `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`,
    'POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"ti',
    '\x00\x01\x02\x03',
  ])('[C3] the bytes %.60j harm nobody', async (bytes) => {
    const { port, hostname } = new URL(app.url);
    const socket = connectTcp(Number(port), hostname);
    const heard: string[] = [];
    socket.on('data', (data) => heard.push(String(data)));
    socket.on('error', () => {});
    const over = new Promise((resolve) => socket.once('close', resolve));
    socket.end(bytes);
    await over;
    expect(heard.join('')).not.toMatch(INSIDE);
  });
});
