import { describe, expect, test } from '@jest/globals';
import {
  type AnswerOf,
  answerOfForm,
  type Counts,
  fieldsOf,
  misfitOf,
  type OptionId,
  progressOf,
  resultOf,
  rowField,
  splitOf,
  withSegment,
} from '@pollcast/shared/pure';
import { samplePoll } from '../support/poll-samples.ts';

const optionsOf = (...labels: string[]) =>
  labels.map((label, index) => ({ id: `o${index + 1}` as OptionId, label }));
const options = optionsOf('It is fast', 'It is clear', 'It is fair');
const agreement = { kind: 'scale' as const, options, settings: { scale: 'likert' as const, steps: 5 } };
const recommended = { ...agreement, settings: { scale: 'nps' as const, steps: 5 } };
const rate = (values: Record<string, number>) => ({ values }) as AnswerOf<'scale'>;
const groupsOf = (poll: typeof agreement | typeof recommended, counts: Counts) =>
  resultOf(poll, counts).groups!;

describe('statements on a scale', () => {
  test.each([
    ['all of them', rate({ o1: 1, o2: 5, o3: 3 })],
    ['one of them, the others skipped', rate({ o2: 4 })],
  ])('[K5] %s may be answered', (_, answer) => {
    expect(misfitOf(agreement, answer)).toBeNull();
  });

  test.each([
    ['none of them', {}, 'answer.values'],
    ['below the scale', { o1: 0 }, 'answer.values.o1'],
    ['above it', { o1: 3, o2: 6 }, 'answer.values.o2'],
    ['between two values', { o1: 2.5 }, 'answer.values.o1'],
    ['an unknown statement', { o9: 1 }, 'answer.values.o9'],
    ['a prototype key', JSON.parse('{"__proto__": 1}'), 'answer.values.__proto__'],
  ])('[K5] %s is refused with its place', (_, values, path) => {
    expect(misfitOf(agreement, rate(values))).toMatchObject({ path });
  });

  test('[K5] NPS goes from 0 to 10, whatever steps the poll has', () => {
    expect(misfitOf(recommended, rate({ o1: 0, o2: 10 }))).toBeNull();
    expect(misfitOf(recommended, rate({ o1: 11 }))).not.toBeNull();
  });

  test('[K5] each statement has its spread, of who answered it, its mean, and where on the scale that lies', () => {
    const counts = { voters: 4, bins: { 'o1.5': 2, 'o1.2': 1, 'o2.4': 1 } };
    const { rows, base } = resultOf(agreement, counts);
    expect(base).toBe(4);
    const ofFirst = rows.filter(({ group }) => group === 'o1');
    expect(ofFirst.map(({ label, count, percent }) => [label, count, percent])).toEqual([
      ['1', 0, 0],
      ['2', 1, 33],
      ['3', 0, 0],
      ['4', 0, 0],
      ['5', 2, 67],
    ]);
    expect(groupsOf(agreement, counts)).toEqual([
      { id: 'o1', label: 'It is fast', voters: 3, mean: 4, level: 75 },
      { id: 'o2', label: 'It is clear', voters: 1, mean: 4, level: 75 },
      { id: 'o3', label: 'It is fair', voters: 0, mean: null, level: 0 },
    ]);
  });

  // Reichheld, “The One Number You Need to Grow”, Harvard Business Review 12/2003: 9 and 10 promote, 0 to 6 detract.
  test.each([
    ['promoters less detractors', { 10: 5, 9: 2, 8: 1, 7: 1, 6: 1 }, 60],
    ['rounded once: 2 of 3 less 1 of 3 is 33, not 67 less 33', { 9: 2, 0: 1 }, 33],
    ['half a percent goes away from zero', { 9: 1, 8: 199 }, 1],
    ['below zero too', { 6: 1, 7: 199 }, -1],
    ['hardly below zero it is zero', { 6: 1, 7: 999 }, 0],
    ['level is plainly zero', { 0: 1, 10: 1 }, 0],
    ['of passives zero', { 7: 3, 8: 3 }, 0],
    ['of nobody there is none', {}, null],
  ])('[K5] NPS: %s', (_, counts, nps) => {
    const bins = Object.fromEntries(
      Object.entries(counts).map(([value, count]) => [`o1.${value}`, count as number]),
    );
    const voters = Object.values(bins).reduce((sum, count) => sum + count, 0);
    expect(groupsOf(recommended, { voters, bins })[0]!.nps).toBe(nps);
  });

  test('[K5] a plain form asks for each statement, and what is left blank is skipped', () => {
    expect(fieldsOf(agreement).map(({ type, name, label }) => [type, name, label])).toEqual(
      options.map(({ id, label }) => ['one', id, label]),
    );
    expect(rowField({ ...agreement, options: optionsOf('It is fast') })).toBeNull();
    expect(answerOfForm(agreement, { o1: '4', o2: '' })).toEqual(rate({ o1: 4 }));
    expect(progressOf(agreement, rate({ o1: 4 }))).toMatchObject({ filling: { count: 1, max: 3 } });
  });

  test('[G2] split, it tells what statements came to in each segment, where three people answered them', () => {
    const segments = optionsOf('Business', 'Research').map((option) => ({ ...option, id: `s${option.id}` }));
    const bins: Record<string, number> = {};
    const cast = (own: Record<string, number>, segment: string) => {
      for (const [bin, count] of Object.entries(withSegment(own, segment)))
        bins[bin] = (bins[bin] ?? 0) + count;
    };
    for (const value of [2, 3, 4]) cast({ [`o1.${value}`]: 1, ...(value < 4 && { 'o2.5': 1 }) }, 'so1');
    for (const value of [1, 1, 1]) cast({ [`o1.${value}`]: 1 }, 'so2');
    const poll = { ...samplePoll(), ...agreement } as never;
    const split = splitOf(poll, segments as never, { voters: 6, bins });
    expect(
      split.map(({ label, result }) => [
        label,
        result.rows,
        result.groups!.map(({ id, mean }) => [id, mean]),
      ]),
    ).toEqual([
      ['Business', [], [['o1', 3]]],
      ['Research', [], [['o1', 1]]],
    ]);
  });
});
