import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { API_PREFIX, type CommandName, commands, ErrorBody, errors, Problem } from '@pollcast/shared';
import fc from 'fast-check';
import { besiege, INSIDE } from '../support/besieged.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';

const RUNS = 300;
/** Another one with every run of the tests; a failure prints it with its counterexample. */
const seed = Date.now() % 2 ** 31;

const server = besiege();
let voter: RawClient;
beforeAll(() => {
  voter = openRawClient(server.url);
});
afterAll(() => voter.close());

const names = Object.keys(commands) as CommandName[];
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom('__proto__', 'constructor', '\u0000', '\ud800', 1e308, -1, 2 ** 53, null, [], {}),
);

/** Values that the contract knows, so that an input is mostly right and wrong in one place. */
const plausible = () =>
  fc.constantFrom<unknown>(
    server.hall.code,
    server.hall.poll.id,
    [server.hall.poll.id],
    null,
    true,
    1,
    'choice',
    'viewer',
    'A title',
    { options: ['o1'] },
    { value: 3 },
    [{ label: 'One' }, { label: 'Two' }],
    { max: 2, results: 'after-vote' },
    { steps: 3 },
    Date.now(),
  );

const FIELDS = [
  'id',
  'ids',
  'code',
  'answer',
  'seq',
  'round',
  'title',
  'polls',
  'kind',
  'question',
  'options',
  'settings',
];
const MORE = [
  'stage',
  'which',
  'before',
  'durationMs',
  'revealed',
  'requestId',
  '__proto__',
  'toString',
  'surprise',
];

const inputs = () =>
  fc.oneof(
    { weight: 1, arbitrary: strange },
    {
      weight: 4,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom(...FIELDS, ...MORE), fc.oneof(plausible(), strange)), {
          maxLength: 6,
        })
        .map((entries) => {
          const input = Object.fromEntries(entries);
          return { ...('id' in input && { id: server.hall.poll.id }), ...input };
        }),
    },
  );

/** An answer is a result of the row's schema, or a refusal of the table that tells nothing of the inside. */
function checkReply(command: CommandName, reply: unknown): void {
  const { ok, data, error } = reply as { ok: boolean; data?: unknown; error?: unknown };
  if (ok) return void commands[command].result.parse(data);
  expect(ErrorBody.parse(error).code).not.toBe('INTERNAL');
  expect(JSON.stringify(error)).not.toMatch(INSIDE);
}

test('[C1] [C2] [C3] whatever is sent on a socket gets one typed answer and harms nobody', async () => {
  const attempts = fc.record({
    command: fc.constantFrom(...names),
    input: inputs(),
    asModerator: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(attempts, async ({ command, input, asModerator }) => {
      // Without its own room a moderator would have nothing left to break.
      if (command === 'room:delete' || command === 'room:rekey' || command === 'poll:delete') return;
      const client = asModerator ? server.hall.moderator : voter;
      checkReply(command, await client.call(command, input as never));
    }),
    { seed, numRuns: RUNS },
  );
});

test('[C2] [C3] [C4] whatever is sent over HTTP gets the status of the table and harms nobody', async () => {
  const door = openHttpDoor(server.url);
  const routes = Object.values(commands).flatMap(({ http }) =>
    http === null || http.method === 'DELETE' || http.path.endsWith('/rekey') ? [] : [http],
  );
  const attempts = fc.record({
    route: fc.constantFrom(...routes),
    input: inputs(),
    field: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.string({ unit: 'binary', minLength: 1 })),
    secret: fc.constantFrom(server.hall.moderatorKey, undefined),
  });
  await fc.assert(
    fc.asyncProperty(attempts, async ({ route, input, field, secret }) => {
      const known: Record<string, string> = { code: server.hall.code, id: server.hall.poll.id };
      const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent(wellFormed(field ?? known[name]!)),
      );
      const body = route.method === 'GET' ? {} : { body: JSON.stringify(input) };
      const answer = await door.send(route.method, API_PREFIX + path, { secret, ...body });
      if (answer.status === route.status) return;
      // An empty or dotted segment makes an address that is none.
      if (answer.status === 404 && !answer.text.includes('"code"')) return;
      const { code, status } = Problem.parse(answer.json);
      expect([answer.status, status]).toEqual([errors[code].status, errors[code].status]);
      expect(code).not.toBe('INTERNAL');
    }),
    { seed, numRuns: RUNS },
  );
});

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/g, '\ufffd');
}
