import fc from 'fast-check';
import { exchange, readAnswers } from '../../support/raw-http.ts';
import { defineAttack } from '../attack.ts';
import { bytesOf, callers, oddHeaders, segments } from '../inputs/requests.ts';
import { strangeBytes, strangeText } from '../inputs/strange.ts';
import { checkAnyAnswer } from '../oracle.ts';

interface Bytes {
  chunks: Buffer[];
}

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'CONNECT',
  'TRACE',
  'PRI',
  'get',
  'G\tT',
  '',
];
const TARGETS = [
  '/',
  '*',
  '/api/v1/rooms',
  '/api/v1/polls/@poll@/ballot',
  '/p/@poll@',
  '/socket.io/?EIO=4&transport=websocket',
  'http://evil.example/api/v1/rooms',
  'localhost:443',
  '//evil.example//',
  '/\\..\\..',
  '/a b',
  '/\xff\xfe',
  '',
];
const VERSIONS = ['HTTP/1.1', 'HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0', 'HTTP/2.0', 'HTTP/9.9', 'HTTP', ''];

/** How the head says that the body is framed, and what then comes. */
const FRAMINGS: ((body: Buffer) => [head: string[], body: Buffer])[] = [
  (body) => [[`Content-Length: ${body.length}`], body],
  (body) => [[`Content-Length: ${body.length + 10}`], body],
  (body) => [[`Content-Length: ${Math.max(0, body.length - 10)}`], body],
  (body) => [['Content-Length: -5'], body],
  (body) => [['Content-Length: 99999999999999999999'], body],
  (body) => [['Content-Length: 5', 'Content-Length: 6'], body],
  (body) => [['Content-Length: 5, 5'], body],
  (body) => [['Content-Length: 5', 'Transfer-Encoding: chunked'], body],
  (body) => [['Transfer-Encoding: chunked'], chunked(body, body.length.toString(16))],
  (body) => [['Transfer-Encoding: chunked'], chunked(body, 'ZZ')],
  (body) => [['Transfer-Encoding: chunked'], chunked(body, 'ffffffffffffffff')],
  (body) => [
    ['Transfer-Encoding: chunked'],
    chunked(body, `${body.length.toString(16)};${'x'.repeat(20_000)}`),
  ],
  (body) => [['Transfer-Encoding: gzip, chunked'], chunked(body, body.length.toString(16))],
  (body) => [['Transfer-Encoding: identity'], body],
  (body) => [[], body],
];

function chunked(body: Buffer, size: string): Buffer {
  return Buffer.concat([Buffer.from(`${size}\r\n`), body, Buffer.from('\r\n0\r\nTrailer: x\r\n\r\n')]);
}

const badHeaders = fc.oneof(
  { weight: 6, arbitrary: oddHeaders },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 600 }).map((count) => Array<string>(count).fill('X-Many: 1')),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 40_000 }).map((length) => [`X-Long: ${'x'.repeat(length)}`]),
  },
  { weight: 2, arbitrary: strangeText.map((text) => [`X-Odd: ${text}`]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ['NoColon'],
      [': empty'],
      [' folded: yes'],
      ['X Y: z'],
      ['Host: other'],
      ['Host: evil.example/"><script>'],
      ['Expect: 100-continue'],
      ['Expect: a miracle'],
      ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: x'],
      ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 99'],
      ['Connection: keep-alive, close, , Content-Length'],
    ),
  },
);

const lineEnds = fc.oneof(
  { weight: 10, arbitrary: fc.constant('\r\n') },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\r', '\r\r\n', '\u2028') },
);

const malformed: fc.Arbitrary<Buffer> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    target: fc.oneof(
      fc.constantFrom(...TARGETS),
      segments.map((segment) => `/api/v1/polls/${segment}`),
    ),
    version: fc.constantFrom(...VERSIONS),
    headers: badHeaders,
    caller: callers,
    framing: fc.constantFrom(...FRAMINGS),
    body: fc.oneof(strangeBytes, fc.constant(Buffer.from('{"title":"x"}'))),
    lineEnd: lineEnds,
  })
  .map(({ method, target, version, headers, caller, framing, body, lineEnd }) => {
    const [frame, bytes] = framing(body);
    const lines = [
      `${method} ${target} ${version}`,
      'Host: localhost',
      'Content-Type: application/json',
      ...caller,
      ...headers,
      ...frame,
    ];
    return Buffer.concat([Buffer.from(lines.join(lineEnd) + lineEnd.repeat(2), 'latin1'), bytes]);
  });

const sound = fc
  .constantFrom('/healthz', '/api/v1/rooms/@code@', '/p/@poll@')
  .map((target) => bytesOf({ method: 'GET', target, headers: [] }));

/** Bytes of a good request with some of them changed. */
const damaged = fc
  .tuple(
    fc.oneof(sound, malformed),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
  )
  .map(([bytes, changes]) => {
    const copy = Buffer.from(bytes);
    for (const [at, byte] of changes) copy[at % copy.length] = byte;
    return copy;
  });

function striking(name: string, share: number, chunks: fc.Arbitrary<Buffer[]>) {
  return defineAttack<Bytes>({
    name,
    share,
    cases: chunks.map((each) => ({ chunks: each })),
    async strike(arena, input) {
      const filled = input.chunks.map((chunk) => Buffer.from(arena.fill(chunk.toString('latin1')), 'latin1'));
      const heard = await exchange(arena.url, { chunks: filled, ends: 'at once' });
      for (const answer of readAnswers(heard)) checkAnyAnswer(answer);
    },
  });
}

/** Requests that break the rules of HTTP, one or several on a connection, in as many pieces. */
export const malformedHttp = striking(
  'malformed HTTP',
  4,
  fc.array(fc.oneof({ weight: 5, arbitrary: malformed }, { weight: 2, arbitrary: sound }), {
    minLength: 1,
    maxLength: 4,
  }),
);

/** Bytes that may be nothing at all. */
export const garbage = striking(
  'bytes',
  2,
  fc.array(fc.oneof(strangeBytes, damaged), { minLength: 1, maxLength: 3 }),
);
