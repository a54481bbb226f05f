import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { besiege, refusedOverHttp } from '../support/besieged.ts';
import { deepArray } from '../support/deep.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { INSIDE, INSIDE_OF_PAGES } from '../support/inside.ts';
import { exchange, type RawAnswer, readAnswers } from '../support/raw-http.ts';

const server = besiege();

const post = (body: unknown, headers: Record<string, string> = {}) =>
  openHttpDoor(server.url).send('POST', '/api/v1/rooms', { body, headers });

const put = (body: string) =>
  openHttpDoor(server.url).send('PUT', `/api/v1/polls/${server.hall.poll.id}/ballot`, {
    body,
    secret: server.voterToken,
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
    ['deep JSON', `{"title":${deepArray(8_000)}}`, {}],
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
    const answer = await openHttpDoor(server.url).send('GET', path);
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
    const { status, text, headers } = await openHttpDoor(server.url).send('GET', path);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(INSIDE_OF_PAGES);
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
  ])('[C2] [C3] the bytes %.60j are answered with problem details', async (bytes) => {
    const answers = readAnswers(await exchange(server.url, { chunks: [bytes], ends: 'at once' }));
    expect(answers).toHaveLength(1);
    const [{ status, type, text }] = answers as [RawAnswer];
    expect(type).toBe('application/problem+json');
    expect(JSON.parse(text)).toMatchObject({ type: 'about:blank', status });
    expect([400, 431]).toContain(status);
    expect(text).not.toMatch(INSIDE);
  });

  test('[C3] a method that long-polling does not have is no fault of ours', async () => {
    const door = openHttpDoor(server.url);
    const session = '/socket.io/?EIO=4&transport=polling';
    const { text } = await door.send('GET', session);
    const { sid } = JSON.parse(text.slice(1)) as { sid: string };
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await door.send(method, `${session}&sid=${sid}`)).status).toBe(400);
    expect((await door.send('POST', `${session}&sid=${sid}`, { body: '1' })).status).toBe(200);
  });
});
