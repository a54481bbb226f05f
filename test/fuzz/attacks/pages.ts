import fc from 'fast-check';
import { exchange, readAnswers } from '../../support/raw-http.ts';
import { Breach, defineAttack } from '../attack.ts';
import { bytesOf, callers, type HttpRequest, oddHeaders, segments } from '../inputs/requests.ts';
import { strangeText } from '../inputs/strange.ts';
import { checkAnyAnswer, checkApiAnswer, checkStatus } from '../oracle.ts';

const PATHS = [
  '/',
  '/r/*',
  '/r/*/moderate',
  '/r/*/present',
  '/r/*/results',
  '/r/*/report',
  '/p/*',
  '/assets/*',
  '/docs/api',
  '/healthz',
  '/readyz',
  '/favicon.svg',
  '/embed/*',
  '/oembed?url=*',
  '/*',
  '/api/v1/*',
  '/api/v1/polls/*/events',
  '/api/v1/polls/*/results.csv',
  '/api/v1/polls/*/results.json',
  '/api/v1/rooms/*/results.csv',
  '/api/v1/rooms/*/results.json',
  '/api/v1/openapi.json',
  '/api/v1/asyncapi.json',
];
const METHODS = ['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE'];

const reading: fc.Arbitrary<HttpRequest> = fc
  .record({
    method: fc.constantFrom(...METHODS),
    path: fc.constantFrom(...PATHS),
    segment: segments,
    caller: callers,
    odd: oddHeaders,
  })
  .map(({ method, path, segment, caller, odd }) => ({
    method,
    target: path.replace('*', segment),
    headers: [...caller, ...odd],
  }));

const field = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('options=o1', 'options=o2', 'value=3', 'round=1') },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom('options', 'value', 'round', '__proto__', 'options[]', 'a[b][c]', ''),
        strangeText,
      )
      .map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('%', '=&=', 'options', '&&&', 'value=%ff%fe') },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 1_500 }).map((count) => 'x=1&'.repeat(count)) },
);

/** The form of a poll's own page, for whoever has no JavaScript. */
const form: fc.Arbitrary<HttpRequest> = fc
  .record({
    segment: segments,
    fields: fc.array(field, { maxLength: 5 }),
    caller: callers,
    origin: fc.constantFrom(
      [],
      ['Sec-Fetch-Site: same-origin'],
      ['Origin: http://localhost'],
      ['Origin: null'],
    ),
    type: fc.constantFrom(
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded; charset=utf-7',
      'multipart/form-data; boundary=x',
      'application/json',
    ),
  })
  .map(({ segment, fields, caller, origin, type }) => ({
    method: 'POST',
    target: `/p/${segment}`,
    headers: [`Content-Type: ${type}`, ...caller, ...origin],
    body: fields.join('&'),
  }));

/** Everything that is not a command: pages, forms, streams, files of results, documents. */
export const pages = defineAttack<HttpRequest>({
  name: 'pages, forms, streams, files',
  share: 4,
  cases: fc.oneof({ weight: 3, arbitrary: reading }, { weight: 1, arbitrary: form }),
  async strike(arena, { method, target, headers, body }) {
    const request = bytesOf({
      method,
      target: arena.fill(target),
      headers: headers.map(arena.fill),
      ...(body !== undefined && { body }),
    });
    // A stream would go on for ever.
    const isStream = target.endsWith('/events');
    const heard = await exchange(arena.url, {
      chunks: [request],
      ends: isStream ? 'when answered' : 'never',
    });
    const [answer] = readAnswers(heard, method);
    if (answer === undefined) {
      if (!isStream) throw new Breach('a whole request got no answer');
      return;
    }
    if (method === 'HEAD') checkStatus(answer);
    else if (target.startsWith('/api/v1/')) checkApiAnswer(answer);
    else checkAnyAnswer(answer);
  },
});
