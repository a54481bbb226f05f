import { describe, expect, test } from '@jest/globals';
import {
  type AnswerOf,
  answerOfForm,
  fieldsOf,
  misfitOf,
  type OptionId,
  progressOf,
  resultOf,
  rowField,
} from '@pollcast/shared/pure';

const options = ['o1', 'o2', 'o3'].map((id) => ({ id: id as OptionId, label: `Option ${id}` }));
const poll = { kind: 'points' as const, options, settings: { budget: 100 } };
const spend = (points: Record<string, number>) => ({ points }) as AnswerOf<'points'>;

describe('points', () => {
  test.each([
    ['all of the budget', { o1: 60, o3: 40 }],
    ['less of it', { o2: 1 }],
  ])('[K6] %s may be spent', (_, points) => {
    expect(misfitOf(poll, spend(points))).toBeNull();
  });

  test.each([
    ['more than the budget', { o1: 60, o2: 41 }, 'answer.points'],
    ['nothing', {}, 'answer.points'],
    ['nothing for an option', { o1: 0 }, 'answer.points.o1'],
    ['half a point', { o1: 1.5 }, 'answer.points.o1'],
    ['a point taken', { o1: -5, o2: 50 }, 'answer.points.o1'],
    ['points for an unknown option', { o9: 1 }, 'answer.points.o9'],
    ['points for a prototype key', JSON.parse('{"__proto__": 1}'), 'answer.points.__proto__'],
  ])('[K6] %s is refused with its place', (_, points, path) => {
    expect(misfitOf(poll, spend(points))).toMatchObject({ path });
  });

  test('[K6] the result has the points of each option, and what share of all points given they are', () => {
    const result = resultOf(poll, { voters: 2, bins: { o1: 90, o2: 30, o3: 0 } });
    expect(result).toMatchObject({ base: 120, voters: 2 });
    expect(result.rows.map(({ count, percent }) => `${count} (${percent}%)`)).toEqual([
      '90 (75%)',
      '30 (25%)',
      '0 (0%)',
    ]);
  });

  test('[K6] shares sum to 100', () => {
    const { rows } = resultOf(poll, { voters: 3, bins: { o1: 7, o2: 7, o3: 7 } });
    expect(rows.map(({ percent }) => percent)).toEqual([34, 33, 33]);
  });

  test('[K6] what is left of the budget is told, and what was spent too much', () => {
    expect(progressOf(poll, spend({ o1: 70 }))).toMatchObject({
      key: 'progress.pointsLeft',
      filling: { count: 30 },
    });
    expect(progressOf(poll, spend({ o1: 101 }))).toMatchObject({
      key: 'progress.pointsOver',
      filling: { count: 1 },
    });
  });

  test('[K6] a plain form has a number for each option; what is blank or zero gets no points', () => {
    expect(fieldsOf(poll).map(({ type, name }) => [type, name])).toEqual([
      ['number', 'o1'],
      ['number', 'o2'],
      ['number', 'o3'],
    ]);
    expect(rowField(poll)).toBeNull();
    expect(answerOfForm(poll, { o1: '30', o2: '', o3: '0' })).toEqual({ points: { o1: 30 } });
    expect(misfitOf(poll, answerOfForm(poll, { o1: 'many' }) as AnswerOf<'points'>)).not.toBeNull();
  });
});
