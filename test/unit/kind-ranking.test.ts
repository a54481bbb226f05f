import { describe, expect, test } from '@jest/globals';
import {
  type AnswerOf,
  binsOfAnswer,
  fittedSettings,
  legendOf,
  misfitOf,
  type OptionId,
  problemOf,
  resultOf,
  rowsOfAnswer,
} from '@pollcast/shared/pure';

function rankingPoll(optionCount: number, top: number | null = null) {
  const options = Array.from({ length: optionCount }, (_, index) => ({
    id: `o${index + 1}` as OptionId,
    label: `Option ${index + 1}`,
  }));
  return { kind: 'ranking' as const, options, settings: { top } };
}

const put = (...order: string[]) => ({ order }) as AnswerOf<'ranking'>;

describe('ranking', () => {
  test('[K7] of k places the first is worth k − 1 points and each one below one less', () => {
    expect(binsOfAnswer(rankingPoll(4), put('o3', 'o1', 'o4', 'o2'))).toEqual({
      o3: 3,
      'o3.first': 1,
      o1: 2,
      o4: 1,
      'o2.last': 1,
    });
    expect(binsOfAnswer(rankingPoll(4, 2), put('o2', 'o1'))).toEqual({ o2: 1, 'o2.first': 1, 'o1.last': 1 });
  });

  test('[K7] a single place is worth one point, so that first choices are counted', () => {
    const poll = rankingPoll(3, 1);
    expect(binsOfAnswer(poll, put('o2'))).toEqual({ o2: 1, 'o2.first': 1 });
    expect(resultOf(poll, { voters: 4, bins: { o2: 3, 'o2.first': 3, o1: 1, 'o1.first': 1 } })).toMatchObject(
      {
        base: 4,
        rows: [
          { count: 1, percent: 25 },
          { count: 3, percent: 75 },
          { count: 0, percent: 0 },
        ],
      },
    );
    expect(legendOf(poll)).toBeNull();
  });

  test('[K7] the result has points, first choices, and the share of what first places from all would bring', () => {
    const bins = { o1: 6, 'o1.first': 3, o2: 4, 'o2.first': 1, o3: 2, 'o3.last': 2 };
    const { base, rows } = resultOf(rankingPoll(3), { voters: 4, bins });
    expect(base).toBe(8);
    expect(rows.map(({ count, percent, first }) => [count, percent, first])).toEqual([
      [6, 75, 3],
      [4, 50, 1],
      [2, 25, 0],
    ]);
    expect(legendOf(rankingPoll(3))).toMatchObject({ filling: { most: 2 } });
  });

  test('[K7] the best few are marked as a voter’s own, the last of them too; of all in order none is', () => {
    expect(rowsOfAnswer(rankingPoll(4, 2), put('o3', 'o1'))).toEqual(['o3', 'o1']);
    expect(rowsOfAnswer(rankingPoll(3, 1), put('o2'))).toEqual(['o2']);
    expect(rowsOfAnswer(rankingPoll(3), put('o2', 'o1', 'o3'))).toEqual([]);
  });

  test.each([
    ['fewer than all', put('o1', 'o2'), null, 'answer.order'],
    ['more than the top', put('o1', 'o2', 'o3'), 2, 'answer.order'],
    ['an option twice', put('o1', 'o2', 'o1'), null, 'answer.order'],
    ['an unknown option', put('o1', 'o9', 'o2'), null, 'answer.order.1'],
    ['a bin of another option', put('o1.first', 'o2', 'o3'), null, 'answer.order.0'],
  ])('[K7] an order of %s is refused with its place', (_, answer, top, path) => {
    expect(misfitOf(rankingPoll(3, top), answer)).toMatchObject({ path });
  });

  test('[K7] there are at most as many places as options; an editor asks for all where they become fewer', () => {
    expect(problemOf(rankingPoll(3, 4))).toMatchObject({ path: 'settings.top' });
    expect(fittedSettings('ranking', { top: 4 }, 3)).toEqual({ top: null });
    expect(fittedSettings('ranking', { top: 2 }, 3)).toEqual({ top: 2 });
  });
});
