import { describe, expect, it } from '@jest/globals';
import type { HistoryPoint } from '@pollcast/shared';
import fc from 'fast-check';
import { blurredCourse } from '../../server/src/domain/course.ts';

type Act = [voter: number, option: string | null];

/** The counters after each act, one point each: the finest course that a store could keep. */
function courseOf(acts: readonly Act[]): HistoryPoint[] {
  const answers = new Map<number, string>();
  return acts.map(([voter, option], index) => {
    if (option === null) answers.delete(voter);
    else answers.set(voter, option);
    const bins: Record<string, number> = {};
    for (const answer of answers.values()) bins[answer] = (bins[answer] ?? 0) + 1;
    return { at: (index + 1) * 1000, voters: answers.size, bins };
  });
}

const votersOf = (points: readonly HistoryPoint[]) => points.map(({ voters }) => voters);

describe('A course that may be seen', () => {
  it('[H3] joins at least three newcomers in a point, also in the newest', () => {
    const acts = Array.from({ length: 10 }, (_, voter): Act => [voter, `o${(voter % 2) + 1}`]);
    for (const count of [1, 2, 3, 4, 5, 6, 7, 10]) {
      const points = courseOf(acts.slice(0, count));
      const shown = votersOf(blurredCourse(points, 1));
      expect(shown.at(-1)).toBe(count);
      expect(shown.length).toBe(Math.max(1, Math.floor(count / 3)));
      for (const [index, voters] of shown.entries())
        expect(voters - (shown[index - 1] ?? 0)).toBeGreaterThanOrEqual(Math.min(3, count));
    }
    expect(blurredCourse([], 1)).toEqual([]);
  });

  it('[H3] does not tell of one change or one withdrawal, but of three', () => {
    const six = Array.from({ length: 6 }, (_, voter): Act => [voter, 'o1']);
    const change = (voter: number): Act => [voter, 'o2'];
    const leave = (voter: number): Act => [voter, null];
    const shown = (...acts: Act[]) => blurredCourse(courseOf([...six, ...acts]), 1).map(({ bins }) => bins);
    expect(shown()).toEqual([{ o1: 3 }, { o1: 6 }]);
    expect(shown(change(0))).toEqual([{ o1: 3 }, { o1: 5, o2: 1 }]);
    expect(shown(change(0), change(1), change(2))).toEqual([{ o1: 3 }, { o1: 6 }, { o1: 3, o2: 3 }]);
    expect(shown(leave(0))).toEqual([{ o1: 5 }]);
    expect(shown(leave(0), leave(1), leave(2))).toEqual([{ o1: 3 }, { o1: 6 }, { o1: 3 }]);
  });

  it('[H3] whatever people do, what rises or falls from point to point is nobody alone', () => {
    const act = fc.tuple(fc.nat(11), fc.constantFrom('o1', 'o2', 'o3', null));
    const property = fc.property(fc.array(act, { maxLength: 120 }), (acts) => {
      const points = courseOf(acts);
      const shown = blurredCourse(points, 1);
      expect(shown.at(-1)).toEqual(points.at(-1));
      for (const [index, { voters, bins }] of shown.entries()) {
        const before = shown[index - 1];
        if (before === undefined) continue;
        const differences = ['o1', 'o2', 'o3'].map((bin) => (bins[bin] ?? 0) - (before.bins[bin] ?? 0));
        const risen = differences.reduce((sum, by) => sum + Math.max(0, by), 0);
        const fallen = differences.reduce((sum, by) => sum + Math.max(0, -by), 0);
        expect([risen, fallen].every((people) => people === 0 || people >= 3)).toBe(true);
        expect(voters - before.voters).toBe(risen - fallen);
      }
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('[H3] takes a ballot of several marks for one person', () => {
    const before = { at: 1000, voters: 10, bins: { o1: 10, o2: 10, o3: 10 } };
    const oneTurnedAll = { at: 2000, voters: 10, bins: { o1: 9, o2: 9, o3: 9, o4: 1, o5: 1, o6: 1 } };
    expect(blurredCourse([before, oneTurnedAll], 3)).toEqual([oneTurnedAll]);
  });

  it('[H3] takes for one person what the heaviest ballot may move, however light the others are', () => {
    const spent = (o1: number, o2: number) => ({ at: 1000 + o2, voters: 100, bins: { o1, o2 } });
    const [light, heavy] = [spent(300, 0), spent(9000, 0)];
    for (const before of [light, heavy]) {
      const moved = (by: number) => spent(before.bins.o1 - by, by);
      for (const by of [100, 200]) expect(blurredCourse([before, moved(by)], 100)).toEqual([moved(by)]);
      expect(blurredCourse([before, moved(201)], 100)).toEqual([before, moved(201)]);
    }
  });
});
