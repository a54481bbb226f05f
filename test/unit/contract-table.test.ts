import { describe, expect, test } from '@jest/globals';
import {
  CODE_ALPHABET,
  type CommandName,
  commands,
  DEFAULT_SETTINGS,
  errors,
  findCode,
  HandshakeAuth,
  kinds,
  Label,
  LIMITS,
  PollId,
  Question,
  RequestId,
  readCode,
  TypedRoomCode,
} from '@pollcast/shared';
import { z } from 'zod';

const names = Object.keys(commands) as CommandName[];
const withHttp = names.flatMap((name) => {
  const { http } = commands[name];
  return http === null ? [] : [{ name, ...http }];
});

const CODE = '346CDF';
const accepts = (name: CommandName, input: unknown) => commands[name].input.safeParse(input).success;

describe('the table', () => {
  test.each(withHttp)('every field in the path of $name is in its input', ({ name, path }) => {
    const fields = [...path.matchAll(/:(\w+)/g)].map(([, field]) => field!);
    for (const variant of variantsOf(z.toJSONSchema(commands[name].input, { io: 'input' }) as JsonSchema)) {
      expect(variant.required ?? []).toEqual(expect.arrayContaining(fields));
    }
  });

  test('no two commands share a method and path', () => {
    const doors = withHttp.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(doors).size).toBe(doors.length);
  });

  test('creations answer 201, all else 200', () => {
    const creations = withHttp.filter(({ status }) => status === 201).map(({ name }) => name);
    expect(creations).toEqual(['room:create', 'poll:create', 'voter:create']);
  });

  test('only what begins or ends pushes is without an HTTP door', () => {
    const socketOnly = names.filter((name) => commands[name].http === null);
    expect(socketOnly).toEqual(['room:join', 'room:leave', 'poll:watch', 'poll:unwatch']);
  });

  test.each(names)('[C3] %s refuses fields that it does not know, however deep', (name) => {
    const objects = objectsWithin(z.toJSONSchema(commands[name].input, { io: 'input' })).filter(
      ({ properties }) => properties,
    );
    expect(objects.length).toBeGreaterThan(0);
    expect(objects.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
  });

  test.each([null, undefined, [], 'text', 7, true])('[C3] no command takes %j for its input', (input) => {
    for (const name of names) expect([name, accepts(name, input)]).toEqual([name, false]);
  });

  test('moderators and who creates a room may send 64 KiB, voters 8 KiB', () => {
    const long = names.filter((name) => commands[name].maxBytes === 64 * 1024);
    const moderators = names.filter((name) => commands[name].who === 'moderator');
    expect(new Set(long)).toEqual(new Set([...moderators, 'room:create']));
    expect(names.filter((name) => !long.includes(name)).map((name) => commands[name].maxBytes)).not.toContain(
      64 * 1024,
    );
    expect(commands['ballot:cast'].maxBytes).toBe(8 * 1024);
  });
});

describe('the error table', () => {
  test('[C2] has the contract’s codes and statuses', () => {
    expect(mapStatus()).toEqual({
      INVALID_INPUT: 400,
      UNAUTHENTICATED: 401,
      FORBIDDEN: 403,
      ROOM_NOT_FOUND: 404,
      POLL_NOT_FOUND: 404,
      POLL_NOT_OPEN: 409,
      POLL_CLOSED: 409,
      ALREADY_VOTED: 409,
      NOT_DRAFT: 409,
      CONFLICT: 409,
      TOO_LARGE: 413,
      UNSUPPORTED_PROTOCOL: 426,
      RATE_LIMITED: 429,
      INTERNAL: 500,
      STORE_UNAVAILABLE: 503,
    });
  });

  test('[C2] only what passes by itself is retryable', () => {
    const retryable = Object.entries(errors).filter(([, row]) => row.retryable);
    expect(retryable.map(([code]) => code)).toEqual(['RATE_LIMITED', 'STORE_UNAVAILABLE']);
  });
});

describe('limits and defaults', () => {
  test('are those of the contract', () => {
    expect(LIMITS).toMatchObject({
      questionCharacters: 300,
      labelCharacters: 200,
      optionsMin: 2,
      optionsMax: 50,
      pollsPerRoom: 200,
    });
    expect(LIMITS).toMatchObject({ seqAheadMs: 5 * 60_000, restoreMs: 10 * 60_000, issues: 10 });
    expect(DEFAULT_SETTINGS).toEqual({
      results: 'always',
      changeable: true,
      turnout: true,
      durationMs: null,
    });
    expect(kinds.choice.defaults).toEqual({ min: 1, max: 1 });
  });

  test('a question has at most 300 characters, a label 200', () => {
    expect([
      Question.safeParse('x'.repeat(300)).success,
      Question.safeParse('x'.repeat(301)).success,
    ]).toEqual([true, false]);
    expect([Label.safeParse('x'.repeat(200)).success, Label.safeParse('x'.repeat(201)).success]).toEqual([
      true,
      false,
    ]);
  });

  test('a ballot names at most 50 options and a request watches at most 200 polls', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `o${index}`);
    const cast = (count: number) => accepts('ballot:cast', { id: 'p', answer: { options: ids(count) } });
    expect([cast(0), cast(1), cast(50), cast(51)]).toEqual([false, true, true, false]);
    const watch = (count: number) => accepts('poll:watch', { ids: ids(count) });
    expect([watch(0), watch(1), watch(200), watch(201)]).toEqual([false, true, true, false]);
  });
});

describe('what people type', () => {
  test.each([
    ['NUL', 'a\u0000b'],
    ['another control character', 'a\u0007b'],
    ['a line break', 'a\nb'],
    ['a line separator', 'a\u2028b'],
    ['an unpaired high surrogate', 'a\ud800b'],
    ['an unpaired low surrogate', 'a\udc00b'],
    ['a bidi override', 'a\u202eb'],
    ['a bidi isolate', 'a\u2066b'],
    ['nothing', ''],
    ['blanks only', ' \t\u00a0 '],
    ['invisible characters only', '\u200b\u2060\ufeff'],
  ])('[C3] %s is refused as a question and as a label', (_, text) => {
    expect(Question.safeParse(text).success).toBe(false);
    expect(Label.safeParse(text).success).toBe(false);
  });

  test.each(['Καλημέρα', '投票', 'مرحبا', '👩‍🚀 yes', 'naïve “quotes” & <b>tags</b>', "it's"])(
    '%s stays as it is',
    (text) => {
      expect(Question.parse(text)).toBe(text);
    },
  );

  test('blanks around a text are taken off, and what is piled up on its letters', () => {
    expect(Label.parse('  Yes \n')).toBe('Yes');
    expect(Question.parse(`Z${'\u0310'.repeat(40)}algo?`)).toBe('Z\u0310\u0310\u0310algo?');
    expect(Question.parse('Tiếng Việt မြွှော့')).toBe('Tiếng Việt မြွှော့');
  });
});

describe('join codes', () => {
  test.each([
    '346cdf',
    '346 CDF',
    '346-cdf',
    ' 3 4 6 c d f ',
    '346–cdf.',
    '\u2066346·CDF\u2069',
    '３４６ＣＤＦ',
    '٣٤٦cdf',
    '۳۴۶cdf',
  ])('%j is read as 346CDF', (typed) => {
    expect(readCode(typed)).toBe(CODE);
    expect(TypedRoomCode.parse(typed)).toBe(CODE);
  });

  test.each([
    '346 cdf',
    'https://vote.example.org/r/346cdf',
    ' vote.example.org/r/346CDF/moderate?lang=de#mk_346CDF ',
  ])('%j leads to 346CDF', (pasted) => {
    expect(findCode(pasted)).toBe(CODE);
  });

  test.each(['https://vote.example.org', '/r/', '/r/346CD'])('%j leads nowhere', (pasted) => {
    expect(findCode(pasted)).toBeNull();
  });

  test.each(['', '346CD', '346CDFG', '346CDA', '346CD0', '346CD\u0131'])('%j is no join code', (typed) => {
    expect(readCode(typed)).toBeNull();
    expect(TypedRoomCode.safeParse(typed).success).toBe(false);
  });

  test('the alphabet has no two signs that read alike', () => {
    expect(CODE_ALPHABET).toBe('34679CDFGHJKMNPQRTVWXY');
  });
});

describe('ids', () => {
  test.each(['a', 'A-b_9', 'x'.repeat(64)])('%j is an id', (id) => {
    expect(PollId.safeParse(id).success).toBe(true);
  });

  test.each(['', 'x'.repeat(65), 'a b', 'a/b', 'a{b}', 'ä', 'a\n'])('%j is no id', (id) => {
    expect(PollId.safeParse(id).success).toBe(false);
  });

  test('a request id has at least 22 URL-safe characters', () => {
    expect(RequestId.safeParse('x'.repeat(22)).success).toBe(true);
    expect(RequestId.safeParse('x'.repeat(21)).success).toBe(false);
    expect(RequestId.safeParse('x'.repeat(21).concat('+')).success).toBe(false);
  });

  test('seq and round are whole numbers that JavaScript keeps exact', () => {
    const cast = (extra: object) => accepts('ballot:cast', { id: 'p', answer: { value: 1 }, ...extra });
    expect(cast({ seq: Number.MAX_SAFE_INTEGER, round: 1 })).toBe(true);
    for (const number of [0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1, Number.NaN, '1', null]) {
      expect([cast({ seq: number }), cast({ round: number })]).toEqual([false, false]);
    }
  });
});

describe('the handshake', () => {
  test('[C3] names a protocol version and nothing unheard of', () => {
    expect(HandshakeAuth.safeParse({ protocol: 1 }).success).toBe(true);
    expect(HandshakeAuth.safeParse({ protocol: 1, key: 'k', voterToken: 't', view: 'stage' }).success).toBe(
      true,
    );
    for (const auth of [
      {},
      { protocol: '1' },
      { protocol: 1, view: 'wall' },
      { protocol: 1, role: 'moderator' },
    ]) {
      expect(HandshakeAuth.safeParse(auth).success).toBe(false);
    }
  });
});

function mapStatus() {
  return Object.fromEntries(Object.entries(errors).map(([code, { status }]) => [code, status]));
}

type JsonSchema = {
  required?: string[];
  properties?: object;
  additionalProperties?: unknown;
  oneOf?: JsonSchema[];
};

/** The object schemas that an input may be one of. */
function variantsOf(schema: JsonSchema): JsonSchema[] {
  return schema.oneOf ?? [schema];
}

/** Every schema inside a schema, itself included. */
function objectsWithin(schema: object): JsonSchema[] {
  const inner = Object.values(schema).filter((value) => typeof value === 'object' && value !== null);
  return [schema, ...inner.flatMap(objectsWithin)];
}
