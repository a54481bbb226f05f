import fc from 'fast-check';
import { deepArray, deepObject } from '../../support/deep.ts';
import { strangeText, strangeValue } from './strange.ts';

type Change = (value: unknown) => unknown;

/** Puts its own in the place of whatever is there. */
const REMOVED = Symbol('removed');

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: strangeValue.map((strange) => () => strange) },
  { weight: 2, arbitrary: fc.constant(() => REMOVED) },
  { weight: 1, arbitrary: fc.constant((value: unknown) => [value]) },
  { weight: 1, arbitrary: fc.constant((value: unknown) => ({ value })) },
  { weight: 1, arbitrary: fc.constant((value: unknown) => String(value)) },
  {
    weight: 2,
    arbitrary: fc.tuple(strangeText, strangeValue).map(([key, strange]) => withField(key, strange)),
  },
  { weight: 2, arbitrary: strangeText.map((strange) => withText(strange)) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 300 }).map((times) => repeated(times)) },
  { weight: 1, arbitrary: fc.constantFrom(1, -1, 0.5, 1e16).map((step) => withStep(step)) },
);

/** The value changed in one place, wherever in it. */
export function mutated(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(values, fc.nat(), changes).map(([value, spot, change]) => {
    const changed = changeAt(value, { left: spot % countSpots(value) }, change);
    return changed === REMOVED ? null : changed;
  });
}

/** A value as JSON text, now and then with damage that only text can have. */
export function asText(values: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const texts = values.map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 12, arbitrary: texts },
    { weight: 1, arbitrary: fc.tuple(texts, fc.nat()).map(([text, at]) => text.slice(0, at % text.length)) },
    { weight: 1, arbitrary: fc.tuple(texts, fc.nat(), strangeText).map(spliced) },
    { weight: 1, arbitrary: texts.map((text) => text.replace(/\d+/, '1e999')) },
    { weight: 1, arbitrary: texts.map((text) => text.replace('{', '{"__proto__":{"id":1},"id":2,')) },
    {
      weight: 1,
      arbitrary: fc.tuple(texts, deep).map(([text, nest]) => text.replace(/"[^"]*"(?=[,}\]])/, nest)),
    },
  );
}

const deep = fc.oneof(
  fc.integer({ min: 1, max: 4_000 }).map(deepArray),
  fc.integer({ min: 1, max: 1_300 }).map(deepObject),
);

function spliced([text, at, strange]: [string, number, string]): string {
  const place = at % (text.length + 1);
  return text.slice(0, place) + strange + text.slice(place + 1);
}

function countSpots(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, part) => sum + countSpots(part), 1);
}

/** Counts spots down in the order of `countSpots`; the one where none is left is changed. */
function changeAt(value: unknown, spots: { left: number }, change: Change): unknown {
  if (spots.left === 0) {
    spots.left = -1;
    return change(value);
  }
  spots.left -= 1;
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value)
    .map(([key, part]) => [key, spots.left < 0 ? part : changeAt(part, spots, change)] as const)
    .filter(([, part]) => part !== REMOVED);
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

function withField(key: string, strange: unknown): Change {
  return (value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries([...Object.entries(value), [key, strange]])
      : strange;
}

function withText(strange: string): Change {
  return (value) => (typeof value === 'string' ? value + strange : strange);
}

function repeated(times: number): Change {
  return (value) => {
    if (typeof value === 'string') return value.repeat(times);
    return Array.isArray(value) ? Array.from({ length: times }, () => value[0]) : Array(times).fill(value);
  };
}

function withStep(step: number): Change {
  return (value) => (typeof value === 'number' ? value + step : step);
}
