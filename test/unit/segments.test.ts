import { describe, expect, test } from '@jest/globals';
import {
  type Answer,
  type AnswerOf,
  binsOfAnswer,
  FEW,
  LIMITS,
  type Poll,
  resultOf,
  splitOf,
  withoutSegments,
  withSegment,
} from '@pollcast/shared/pure';
import fc from 'fast-check';
import { type PollOf, samples } from '../support/kind-samples.ts';
import { choose, samplePoll } from '../support/poll-samples.ts';

const [business, research, student] = ['Business', 'Research', 'Student'].map((label, index) => ({
  id: `s${index + 1}` as never,
  label,
}));
const segments = [business!, research!, student!];

type Said<A> = readonly [answer: A, segment: string | null];

/** A tally of answers, each with the segment of who gave it, or none. */
function talliedOf(poll: Poll, given: readonly Said<Answer>[]) {
  const bins: Record<string, number> = {};
  for (const [answer, segment] of given) {
    const own = binsOfAnswer(poll, answer);
    const all = segment === null ? own : withSegment(own, segment);
    for (const [bin, count] of Object.entries(all)) bins[bin] = (bins[bin] ?? 0) + count;
  }
  return { voters: given.length, bins };
}

const tallied = (ballots: readonly Said<string>[]) =>
  talliedOf(
    samplePoll(),
    ballots.map(([option, segment]) => [choose(option), segment] as const),
  );

/** The ids of the rows that an answer adds to. */
const rowsOf = (poll: Poll, answer: Answer) =>
  resultOf(poll, { voters: 1, bins: binsOfAnswer(poll, answer) })
    .rows.filter(({ count }) => count > 0)
    .map(({ id }) => id);

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

  test('[G2] one person’s points are not told, however many they are', () => {
    const { poll } = samples.find(({ kind }) => kind === 'points')! as { poll: PollOf<'points'> };
    const split = (...points: Record<string, number>[]) => {
      const given = points.map((each) => [{ points: each } as AnswerOf<'points'>, 's1'] as const);
      const [group] = splitOf(poll, segments, talliedOf(poll, given));
      return group!.result.rows.filter(({ count }) => count > 0).map(({ id, count }) => `${id} ${count}`);
    };
    const all = { o1: 20 };
    expect(split(all, all, all, { o2: 20 })).toEqual([`${FEW} 80`]);
    expect(split(all, all, all, ...times(3, { o2: 20 }))).toEqual(['o1 60', 'o2 60']);
    expect(split(...times(3, { o1: 1 }))).toEqual([]);
  });

  test.each(samples)('[G2] of kind $kind, no row is told of fewer than three people', ({ poll, answer }) => {
    const ballots = fc.array(fc.tuple(answer, fc.constantFrom('s1', 's2', null)), { maxLength: 60 });
    fc.assert(
      fc.property(ballots, (given) => {
        const groups = splitOf(poll, segments, talliedOf(poll, given));
        const named = groups.map(({ id }) => id as string | null);
        for (const { id, result } of groups) {
          const own = given.filter(([, segment]) => id === (named.includes(segment) ? segment : null));
          expect(own).toHaveLength(result.voters);
          for (const row of result.rows.filter((each) => each.id !== FEW && each.count > 0)) {
            const people = own.filter(([each]) => rowsOf(poll, each).includes(row.id));
            expect(people.length).toBeGreaterThanOrEqual(LIMITS.crowdMin);
            expect(Object.keys(row)).toEqual(['id', 'label', 'count', 'percent']);
          }
          expect(result).not.toHaveProperty('right');
        }
      }),
    );
  });
});
