import { describe, expect, test } from '@jest/globals';
import { percentages, share } from '@pollcast/shared/pure';
import fc from 'fast-check';

const counts = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 50 });
const voted = counts.filter((list) => list.some((count) => count > 0));

describe('percentages of counts with one base', () => {
  test.each([
    [
      [33, 30, 24, 21],
      [31, 28, 22, 19],
    ],
    [
      [12, 4, 1],
      [71, 23, 6],
    ],
    [
      [1, 1, 1],
      [34, 33, 33],
    ],
    [
      [0, 0],
      [0, 0],
    ],
    [[7], [100]],
    [
      [1, 0, 1],
      [50, 0, 50],
    ],
    [[], []],
  ])('[P1] %j are %j', (list, expected) => {
    expect(percentages(list)).toEqual(expected);
  });

  test('[P1] they sum to 100 whenever anybody voted', () => {
    fc.assert(fc.property(voted, (list) => expect(sum(percentages(list))).toBe(100)));
  });

  test('[P1] each is within 1 of the exact value', () => {
    fc.assert(
      fc.property(voted, (list) => {
        const total = sum(list);
        percentages(list).forEach((percent, index) => {
          expect(Math.abs(percent - (list[index]! * 100) / total)).toBeLessThan(1);
        });
      }),
    );
  });

  test('[P1] more votes never show a smaller percentage, and ties go to the earlier option', () => {
    fc.assert(
      fc.property(voted, (list) => {
        const shown = percentages(list);
        const order = list.map((_, index) => index).sort((a, b) => list[b]! - list[a]! || a - b);
        order.slice(1).forEach((index, place) => {
          expect(shown[index]).toBeLessThanOrEqual(shown[order[place]!]!);
        });
      }),
    );
  });
});

describe('the share of a base that several counts have in common', () => {
  test('[P2] it is the count in a hundred of the base, rounded', () => {
    expect(share(2, 3)).toBe(67);
    expect(share(3, 3)).toBe(100);
    expect(share(0, 3)).toBe(0);
  });

  test('[P2] it is 0 of nobody', () => {
    expect(share(0, 0)).toBe(0);
  });
});

function sum(list: readonly number[]): number {
  return list.reduce((total, value) => total + value, 0);
}
