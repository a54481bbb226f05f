import { API_PREFIX, type CommandName, commands } from '@pollcast/shared';
import fc from 'fast-check';
import { exchange, readAnswers } from '../../support/raw-http.ts';
import { Breach, defineAttack } from '../attack.ts';
import { type CommandCase, commandCases, commandNames } from '../inputs/commands.ts';
import { bytesOf, callers, oddHeaders, segments } from '../inputs/requests.ts';
import { strangeText } from '../inputs/strange.ts';
import { checkApiAnswer } from '../oracle.ts';
import { settle } from './socket-commands.ts';

interface HttpCase extends CommandCase {
  /** In the place of the path's fields, where it is not the arena's own. */
  segment: string | null;
  query: string;
  headers: string[];
}

const TYPES = [
  'text/plain',
  'application/json; charset=latin1',
  'application/x-www-form-urlencoded',
  'x',
  '',
];
const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constant('application/json') },
  { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
);
const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom('seq', 'round', 'id', '__proto__', 'a[b]'), strangeText), {
        maxLength: 4,
      })
      .map(
        (pairs) =>
          `?${pairs.map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`).join('&')}`,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('?', '?%', '?&&==&', '?round=1&round=2', '?seq=99999999999999999999'),
  },
);

/** Every command that has a route, with any input by anybody. */
export const httpCommands = defineAttack<HttpCase>({
  name: 'HTTP commands',
  share: 7,
  cases: fc
    .record({
      command: commandCases(commandNames.filter((name) => commands[name].http !== null)),
      segment: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: segments }),
      query,
      type: contentType,
      caller: callers,
      odd: fc.oneof(
        { weight: 4, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: oddHeaders },
      ),
    })
    .map(({ command, segment, query: asked, type, caller, odd }) => ({
      ...command,
      segment,
      query: asked,
      headers: [`Content-Type: ${type}`, ...caller, ...odd],
    })),
  async strike(arena, { name, text, segment, query: asked, headers }) {
    const { method, path } = commands[name].http!;
    const own = path.includes(':code') ? '@code@' : '@poll@';
    const target = API_PREFIX + path.replace(/:\w+/, segment ?? own) + asked;
    const request = bytesOf({
      method,
      target: arena.fill(target),
      headers: headers.map(arena.fill),
      ...(method !== 'GET' && { body: arena.fill(text) }),
    });
    const [answer] = readAnswers(await exchange(arena.url, { chunks: [request], ends: 'never' }));
    // A large request that was refused before its end was reset under way.
    if (answer === undefined) return assertLarge(request);
    // An empty or dotted step makes another address.
    const isItself = segment === null;
    checkApiAnswer(answer, isItself ? name : undefined);
    if (isItself) await settle(arena, name, { ok: answer.status < 300, data: parse(name, answer.text) });
  },
});

const SEGMENT_BYTES = 16_000;

function assertLarge(request: Buffer): void {
  if (request.length < SEGMENT_BYTES) throw new Breach('a whole request got no answer');
}

function parse(name: CommandName, text: string): unknown {
  return name === 'room:create' && text.startsWith('{') ? JSON.parse(text) : undefined;
}
