import { describe, expect, test } from '@jest/globals';
import { type OptionId, type Ranked, runOff } from '@pollcast/shared/pure';
import fc from 'fast-check';

const optionsOf = (names: string) => [...names].map((name) => ({ id: name as OptionId }));
/** Ballots of an order written as its options’ letters. */
const ballots = (counts: Record<string, number>): Ranked[] =>
  Object.entries(counts).map(([order, count]) => ({ order: [...order] as OptionId[], count }));

function told(names: string, counts: Record<string, number>) {
  const { rounds, winner } = runOff(optionsOf(names), ballots(counts));
  return {
    rounds: rounds.map(({ rows, out, exhausted }) => ({
      counts: Object.fromEntries(rows.map(({ id, count }) => [id, count])),
      out: out.join(''),
      exhausted,
    })),
    ties: rounds.map(({ tie }) => tie && `${tie.among.join('')} by ${tie.by}`),
    winner,
  };
}

describe('a run-off', () => {
  // The choice of Tennessee's capital, the standing example of the literature: Memphis, Nashville, Chattanooga and
  // Knoxville with 42, 26, 15 and 17 of 100 voters, each preferring what is nearer. Wikipedia, “Instant-runoff voting”.
  test('[K7] it comes out as the published example: Knoxville is Tennessee’s capital, in round 3 with 58 to 42', () => {
    expect(told('MNCK', { MNCK: 42, NCKM: 26, CKNM: 15, KCNM: 17 })).toEqual({
      rounds: [
        { counts: { M: 42, N: 26, C: 15, K: 17 }, out: 'C', exhausted: 0 },
        { counts: { M: 42, N: 26, K: 32 }, out: 'N', exhausted: 0 },
        { counts: { M: 42, K: 58 }, out: '', exhausted: 0 },
      ],
      ties: [null, null, null],
      winner: 'K',
    });
  });

  test('[K7] more than half wins at once; half is not more than half', () => {
    expect(told('ABC', { AB: 3, BC: 2 })).toMatchObject({ winner: 'A', rounds: [{ out: '' }] });
    expect(told('ABC', { AC: 2, BA: 1, CA: 1 }).rounds).toHaveLength(2);
  });

  test('[K7] options that nobody put first go out together, and only in the first round', () => {
    expect(told('ABCDE', { AD: 2, BE: 2, C: 1 }).rounds.map(({ out }) => out)).toEqual(['DE', 'C', 'B', '']);
  });

  test('[K7] ballots that name nobody who is still in are counted as exhausted, and half of the others is enough', () => {
    expect(told('ABC', { AB: 4, BA: 3, C: 2 })).toMatchObject({
      rounds: [{ exhausted: 0 }, { counts: { A: 4, B: 3 }, exhausted: 2 }],
      winner: 'A',
    });
  });

  test('[K7] of equally few the one with the fewest first choices goes out', () => {
    // In round 2 B and C have 5 each, C only 3 of them as first choices.
    const { rounds, ties } = told('ABCD', { A: 6, BA: 5, CB: 3, DC: 2 });
    expect(rounds[1]).toMatchObject({ counts: { A: 6, B: 5, C: 5 }, out: 'C' });
    expect(ties[1]).toBe('BC by first');
  });

  test('[K7] of those level in first choices too the last in the poll’s order goes out, to the very end', () => {
    const { rounds, ties, winner } = told('ABC', { AC: 1, BC: 1, CA: 1 });
    expect(rounds.map(({ out }) => out)).toEqual(['C', '']);
    expect(ties[0]).toBe('ABC by order');
    expect(winner).toBe('A');
    expect(told('AB', { AB: 1, BA: 1 })).toMatchObject({ winner: 'A', ties: ['AB by order', null] });
  });

  test('[K7] of nobody’s votes there is no winner', () => {
    expect(runOff(optionsOf('AB'), [])).toEqual({ voters: 0, rounds: [], winner: null });
  });

  test('[K7] ballots that name nothing that the poll has are exhausted from the start, and of such alone there is no winner', () => {
    expect(told('AB', { '': 2, XB: 1, A: 2 })).toMatchObject({
      rounds: [{ counts: { A: 2, B: 1 }, exhausted: 2 }],
      winner: 'A',
    });
    expect(runOff(optionsOf('AB'), ballots({ '': 2, XY: 1 }))).toEqual({
      voters: 3,
      rounds: [],
      winner: null,
    });
    expect(runOff([], ballots({ A: 1 }))).toEqual({ voters: 1, rounds: [], winner: null });
  });

  test('[K7] whatever is voted: every ballot is counted or exhausted in each round, percents sum to 100, and the order of the ballots does not matter', () => {
    const options = optionsOf('ABCDEFG');
    const ranked = fc.record({
      order: fc.shuffledSubarray(
        options.map(({ id }) => id),
        { minLength: 1 },
      ),
      count: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(ranked, { minLength: 1, maxLength: 30 }), (given) => {
        const { voters, rounds, winner } = runOff(options, given);
        for (const { rows, exhausted } of rounds) {
          expect(rows.reduce((sum, { count }) => sum + count, exhausted)).toBe(voters);
          expect(rows.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
        }
        const last = rounds.at(-1)!.rows;
        const ofWinner = last.find(({ id }) => id === winner)!.count;
        expect(ofWinner * 2).toBeGreaterThan(last.reduce((sum, { count }) => sum + count, 0));
        expect(runOff(options, given.toReversed())).toEqual({ voters, rounds, winner });
      }),
    );
  });
});
