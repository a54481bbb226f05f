import { describe, expect, test } from '@jest/globals';
import {
  answerOfBins,
  binsOfAnswer,
  binsOfPoll,
  kinds,
  misfitOf,
  type OptionId,
  optionCountOf,
  problemOf,
  resultOf,
} from '@pollcast/shared/pure';
import fc from 'fast-check';

const ids = (...names: string[]) => names as OptionId[];

function choicePoll(optionCount: number, settings = { min: 1, max: 1 }) {
  const options = Array.from({ length: optionCount }, (_, index) => ({
    id: `o${index + 1}` as OptionId,
    label: `Option ${index + 1}`,
  }));
  return { kind: 'choice' as const, options, settings };
}

function ratingPoll(steps: number) {
  return { kind: 'rating' as const, options: [], settings: { steps } };
}

describe('every kind', () => {
  test.each(Object.keys(kinds) as (keyof typeof kinds)[])('[K1] [K2] %s takes its own defaults', (kind) => {
    const [min] = optionCountOf(kind);
    const { options } = choicePoll(min);
    expect(problemOf({ kind, options, settings: kinds[kind].defaults })).toBeNull();
  });
});

describe('choice', () => {
  const poll = choicePoll(4, { min: 1, max: 2 });

  test('[K1] every option is a bin, in the order of the options', () => {
    expect(binsOfPoll(choicePoll(11))).toEqual(
      ids('o1', 'o2', 'o3', 'o4', 'o5', 'o6', 'o7', 'o8', 'o9', 'o10', 'o11'),
    );
  });

  test('[K1] an answer adds 1 to each chosen bin', () => {
    expect(binsOfAnswer(poll, { options: ids('o3', 'o1') })).toEqual({ o1: 1, o3: 1 });
  });

  test('[K1] an answer read back from its bins names the same options in their order', () => {
    const all = choicePoll(50, { min: 1, max: 50 });
    const chosen = fc.shuffledSubarray(binsOfPoll(all), { minLength: 1 });
    fc.assert(
      fc.property(chosen, (picked) => {
        const answer = { options: picked as OptionId[] };
        expect(misfitOf(all, answer)).toBeNull();
        const inOrder = binsOfPoll(all).filter((bin) => picked.includes(bin));
        expect(answerOfBins(all, binsOfAnswer(all, answer))).toEqual({ options: inOrder });
      }),
    );
  });

  test.each([
    ['an unknown option', ids('o1', 'o9'), 'answer.options.1'],
    ['a prototype key', ids('__proto__'), 'answer.options.0'],
    ['an option twice', ids('o1', 'o1'), 'answer.options'],
    ['more than max', ids('o1', 'o2', 'o3'), 'answer.options'],
  ])('[K1] %s is refused with its place', (_, options, path) => {
    expect(misfitOf(poll, { options })).toMatchObject({ path });
  });

  test('[K1] fewer than min is refused', () => {
    expect(misfitOf(choicePoll(4, { min: 2, max: 3 }), { options: ids('o1') })).toMatchObject({
      path: 'answer.options',
    });
  });

  test.each([
    ['more answers than options', { min: 1, max: 5 }, 'settings.max'],
    ['a minimum above the maximum', { min: 3, max: 2 }, 'settings.min'],
  ])('[K1] a definition with %s is refused', (_, settings, path) => {
    expect(problemOf(choicePoll(4, settings))).toMatchObject({ path });
  });

  test('the seed poll shows 33 (31%) 30 (28%) 24 (22%) 21 (19%)', () => {
    const { base, rows } = resultOf(choicePoll(4), { voters: 108, bins: { o1: 33, o2: 30, o3: 24, o4: 21 } });
    expect(base).toBe(108);
    expect(rows.map(({ count, percent }) => `${count} (${percent}%)`)).toEqual([
      '33 (31%)',
      '30 (28%)',
      '24 (22%)',
      '21 (19%)',
    ]);
  });

  test('[P2] of several answers the base is voters, and the percentages may pass 100', () => {
    const { base, rows } = resultOf(poll, { voters: 3, bins: { o1: 3, o2: 2, o3: 0, o4: 1 } });
    expect(base).toBe(3);
    expect(rows.map((row) => row.percent)).toEqual([100, 67, 0, 33]);
  });

  test('[K1] a bin that the counts leave out is zero', () => {
    expect(resultOf(choicePoll(2), { voters: 1, bins: { o2: 1 } }).rows).toEqual([
      { id: 'o1', label: 'Option 1', count: 0, percent: 0 },
      { id: 'o2', label: 'Option 2', count: 1, percent: 100 },
    ]);
  });
});

describe('rating', () => {
  test('[K2] every step of the scale is a bin', () => {
    expect(binsOfPoll(ratingPoll(3))).toEqual(['r1', 'r2', 'r3']);
  });

  test('[K2] an answer and its bins are two ways to write the same', () => {
    const scales = fc
      .integer({ min: 2, max: 10 })
      .chain((steps) => fc.record({ steps: fc.constant(steps), value: fc.integer({ min: 1, max: steps }) }));
    fc.assert(
      fc.property(scales, ({ steps, value }) => {
        const poll = ratingPoll(steps);
        expect(misfitOf(poll, { value })).toBeNull();
        expect(binsOfAnswer(poll, { value })).toEqual({ [`r${value}`]: 1 });
        expect(answerOfBins(poll, binsOfAnswer(poll, { value }))).toEqual({ value });
      }),
    );
  });

  test('[K2] a value beyond the scale is refused', () => {
    expect(misfitOf(ratingPoll(5), { value: 6 })).toMatchObject({ path: 'answer.value' });
  });

  test('[K2] the result has a row for each step, percentages that sum to 100, and the mean', () => {
    const { rows, mean } = resultOf(ratingPoll(3), { voters: 3, bins: { r1: 1, r2: 1, r3: 1 } });
    expect(rows).toEqual([
      { id: 'r1', label: '1', count: 1, percent: 34 },
      { id: 'r2', label: '2', count: 1, percent: 33 },
      { id: 'r3', label: '3', count: 1, percent: 33 },
    ]);
    expect(mean).toBe(2);
  });

  test('[K2] nobody has no mean', () => {
    expect(resultOf(ratingPoll(5), { voters: 0, bins: {} }).mean).toBeNull();
  });
});
