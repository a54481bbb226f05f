import { describe, expect, test } from '@jest/globals';
import { binsOfAnswer, FEW, LIMITS, splitOf, withoutSegments, withSegment } from '@pollcast/shared/pure';
import fc from 'fast-check';
import { samples } from '../support/kind-samples.ts';
import { choose, samplePoll } from '../support/poll-samples.ts';

const [business, research, student] = ['Business', 'Research', 'Student'].map((label, index) => ({
  id: `s${index + 1}` as never,
  label,
}));
const segments = [business!, research!, student!];

/** A tally of ballots that say an option and a segment, or none. */
function tallied(ballots: readonly [option: string, segment: string | null][]) {
  const bins: Record<string, number> = {};
  for (const [option, segment] of ballots) {
    const own = binsOfAnswer(samplePoll(), choose(option));
    const all = segment === null ? own : withSegment(own, segment);
    for (const [bin, count] of Object.entries(all)) bins[bin] = (bins[bin] ?? 0) + count;
  }
  return { voters: ballots.length, bins };
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const shown = (ballots: Parameters<typeof tallied>[0]) =>
  splitOf(samplePoll(), segments, tallied(ballots)).map(({ label, result }) => [
    label,
    result.rows.map(({ id, count }) => `${id} ${count}`).join(', '),
  ]);

describe('A result that is split', () => {
  test.each(samples)('[G1] leaves a ballot of kind $kind as it was', ({ poll, answer }) => {
    fc.assert(
      fc.property(answer, (given) => {
        const bins = binsOfAnswer(poll, given);
        expect(withoutSegments(withSegment(bins, 's1'))).toEqual(bins);
      }),
    );
  });

  test('[G2] has each segment of three people or more, and everybody else', () => {
    const ballots: [string, string | null][] = [
      ...times<[string, string]>(4, ['o1', 's1']),
      ...times<[string, string]>(3, ['o2', 's2']),
      ...times<[string, string]>(2, ['o1', 's3']),
      ['o1', null],
    ];
    expect(shown(ballots)).toEqual([
      ['Business', 'o1 4, o2 0'],
      ['Research', 'o1 0, o2 3'],
      [null, 'o1 3, o2 0'],
    ]);
  });

  test('[G2] lets the smallest segment join where one or two would be left alone', () => {
    const ballots: [string, string | null][] = [
      ...times<[string, string]>(5, ['o1', 's1']),
      ...times<[string, string]>(3, ['o1', 's2']),
      ['o1', null],
    ];
    expect(shown(ballots)).toEqual([
      ['Business', 'o1 5, o2 0'],
      [null, 'o1 4, o2 0'],
    ]);
    expect(shown(times<[string, string]>(2, ['o1', 's1']))).toEqual([]);
  });

  test('[G2] tells no answer of one or two people of a segment', () => {
    const ballots: [string, string][] = [...times<[string, string]>(5, ['o1', 's1']), ['o2', 's1']];
    expect(shown(ballots)).toEqual([['Business', `${FEW} 6`]]);
  });

  test('[G2] never says a number below three but nought, whoever votes', () => {
    const ballot = fc.tuple(fc.constantFrom('o1', 'o2'), fc.constantFrom('s1', 's2', 's3', null));
    fc.assert(
      fc.property(fc.array(ballot, { maxLength: 40 }), (ballots) => {
        const groups = splitOf(samplePoll(), segments, tallied(ballots));
        for (const { result } of groups) {
          expect(result.voters).toBeGreaterThanOrEqual(LIMITS.crowdMin);
          for (const { count } of result.rows) expect(count === 0 || count >= LIMITS.crowdMin).toBe(true);
        }
        const voters = groups.reduce((sum, { result }) => sum + result.voters, 0);
        expect([0, ballots.length]).toContain(voters);
      }),
    );
  });
});
