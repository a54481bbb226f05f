import fc from 'fast-check';
import { exchange, type RawAnswer, readAnswers } from '../../support/raw-http.ts';
import { defineAttack } from '../attack.ts';
import { packets } from '../inputs/packets.ts';
import { bytesOf, callers, type HttpRequest } from '../inputs/requests.ts';
import { strangeText } from '../inputs/strange.ts';
import { checkAnyAnswer } from '../oracle.ts';

interface PollingCase {
  query: string;
  posts: Omit<HttpRequest, 'target'>[];
}

const SEPARATOR = '\x1e';
const QUERIES = [
  'EIO=4&transport=polling',
  'EIO=4&transport=polling&b64=1',
  'EIO=4&transport=polling&j=0',
  'EIO=4&transport=polling&j=%3Cscript%3E',
  'EIO=3&transport=polling',
  'EIO=4&transport=polling&sid=x',
  'EIO=4',
];
const bodies = fc.oneof(
  { weight: 4, arbitrary: fc.array(packets, { maxLength: 5 }).map((each) => each.join(SEPARATOR)) },
  { weight: 1, arbitrary: strangeText },
  { weight: 1, arbitrary: strangeText.map((text) => `b${text}`) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 70_000 }).map((length) => '4'.repeat(length)) },
);
const TYPES = [
  'text/plain;charset=UTF-8',
  'application/octet-stream',
  'application/x-www-form-urlencoded',
  'x',
];
const post = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'PUT', 'DELETE', 'OPTIONS'),
  headers: fc
    .tuple(fc.constantFrom(...TYPES), callers)
    .map(([type, caller]) => [`Content-Type: ${type}`, ...caller]),
  body: bodies,
});

/** The transport by requests: anybody's packets, for a session that is or is not. */
export const polling = defineAttack<PollingCase>({
  name: 'polling',
  share: 3,
  cases: fc.record({
    query: fc.oneof(
      { weight: 4, arbitrary: fc.constant(QUERIES[0]!) },
      { weight: 1, arbitrary: fc.constantFrom(...QUERIES) },
    ),
    posts: fc.array(post, { minLength: 1, maxLength: 4 }),
  }),
  async strike(arena, { query, posts }) {
    const ask = async (request: HttpRequest): Promise<RawAnswer | undefined> => {
      const filled = { ...request, headers: request.headers.map(arena.fill) };
      const [answer] = readAnswers(await exchange(arena.url, { chunks: [bytesOf(filled)], ends: 'never' }));
      if (answer !== undefined) checkAnyAnswer(answer);
      return answer;
    };
    const begun = await ask({ method: 'GET', target: `/socket.io/?${query}`, headers: [] });
    const [, sid = 'none'] = /"sid":"([^"]+)"/.exec(begun?.text ?? '') ?? [];
    const target = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    for (const request of posts) await ask({ ...request, target, body: arena.fill(String(request.body)) });
    // A session without connections would stay until its heartbeat is missed.
    await ask({ method: 'POST', target, headers: ['Content-Type: text/plain'], body: '1' });
  },
});
