import fc from 'fast-check';

/** Texts that have broken programs before. */
const NASTY_TEXTS = [
  '',
  '__proto__',
  'constructor',
  'toString',
  'length',
  '\u0000',
  '\ud800',
  '\udfff\ud83d',
  '\u202eright to left',
  '\u200b\u2060',
  'e\u0301'.repeat(60),
  '\ufeff',
  '\r\nSet-Cookie: x=1',
  '../../../etc/passwd',
  '%00',
  '%',
  '=HYPERLINK("x")',
  '</script><script>x',
  '{{7*7}}',
  "' OR 1=1 --",
  'EVAL',
  '*1\r\n$8\r\nFLUSHALL\r\n',
  '@code@',
  '@moderator@',
  'null',
  'NaN',
];

const NASTY_NUMBERS = [
  -1,
  -0,
  0.5,
  2 ** 31,
  2 ** 32,
  2 ** 53,
  2 ** 53 + 2,
  2 ** 63,
  1e308,
  5e-324,
  8.64e15,
  8.64e15 + 1,
  Number.MIN_SAFE_INTEGER,
];

export const strangeText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...NASTY_TEXTS), fc.integer({ min: 2, max: 400 })).map(repeat),
  },
);

/** A value that no field expects. */
export const strangeValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: strangeText },
  { weight: 3, arbitrary: fc.constantFrom<unknown>(...NASTY_NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null]) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Bytes, from none to more than any packet takes. */
export const strangeBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc
    .tuple(fc.nat(255), fc.integer({ min: 1, max: 70_000 }))
    .map(([byte, length]) => Buffer.alloc(length, byte)),
);

function repeat([text, times]: [string, number]): string {
  return text.repeat(times);
}
