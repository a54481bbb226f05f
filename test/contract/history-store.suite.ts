import { expect, it } from '@jest/globals';
import { blurredCourse } from '../../server/src/domain/course.ts';
import type { BallotRequest } from '../../server/src/domain/store.ts';
import { cast, openPoll, type StoreOnTrial, vote, withdrawal } from './store-fixtures.ts';

export function describeHistory(trial: () => StoreOnTrial): void {
  it('keeps the counters of each step as they were at its end', async () => {
    const { store, advance } = trial();
    const { poll } = await openPoll(store);
    expect(await store.ballots.history(poll.id)).toEqual([]);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    await cast(store, poll.id, vote('ben', 1, 'o1'));
    await advance(poll.id, 5000);
    await cast(store, poll.id, vote('ann', 2, 'o2'));
    const points = await store.ballots.history(poll.id);
    expect(points.at(-2)).toMatchObject({ voters: 2, bins: { o1: 2 } });
    expect(points.at(-1)).toMatchObject({ voters: 2, bins: { o1: 1, o2: 1 } });
    expect(points.at(-1)!.at - points.at(-2)!.at).toBeGreaterThanOrEqual(5000);
  });

  it('[H3] keeps a course that tells of nobody alone, also of those who change and withdraw', async () => {
    const { store, advance } = trial();
    const { poll } = await openPoll(store);
    const act = async (...batch: BallotRequest[]) => {
      await cast(store, poll.id, ...batch);
      await advance(poll.id, 5000);
      return blurredCourse(await store.ballots.history(poll.id), 1).map(({ bins }) => bins);
    };
    for (const voter of ['a', 'b', 'c', 'd', 'e', 'f']) await act(vote(voter, 1, 'o1'));
    const six = [{ o1: 3 }, { o1: 6 }];
    expect(await act(vote('a', 2, 'o2'))).toEqual([six[0], { o1: 5, o2: 1 }]);
    expect(await act(withdrawal('b', 2))).toEqual([{ o1: 4, o2: 1 }]);
    expect(await act(vote('c', 2, 'o2'))).toEqual([{ o1: 3, o2: 2 }]);
    expect(await act(vote('d', 2, 'o2'))).toEqual([...six, { o1: 2, o2: 3 }]);
    expect(await act(vote('b', 3, 'o1'))).toEqual([...six, { o1: 3, o2: 3 }]);
  });

  it('never has more than 600 points, from the first to the newest', async () => {
    const { store, advance } = trial();
    const { poll } = await openPoll(store);
    let most = 0;
    for (let index = 0; index < 950; index += 1) {
      await store.ballots.cast(poll.id, poll.version, [vote(`voter-${index}`, 1, 'o1')]);
      await advance(poll.id, 2000);
      if (index % 50 === 0) most = Math.max(most, (await store.ballots.history(poll.id)).length);
    }
    const points = await store.ballots.history(poll.id);
    expect(most).toBeGreaterThan(500);
    expect(Math.max(most, points.length)).toBeLessThanOrEqual(600);
    expect(points[0]!.voters).toBe(1);
    expect(points.at(-1)!.voters).toBe(950);
    const voters = points.map((point) => point.voters);
    expect(voters).toEqual([...new Set(voters)].toSorted((a, b) => a - b));
  });

  it('[H3] has fewer points of very many bins, so that a crowd cannot make it as large as it likes', async () => {
    const { store, advance } = trial();
    const { poll } = await openPoll(store);
    // Half a megabyte a point.
    const names = Array.from({ length: 1000 }, (_, index) => `w:${'🥨'.repeat(39)}${index}`);
    let most = 0;
    for (let voter = 0; voter < 24; voter += 1) {
      await cast(store, poll.id, vote(`voter-${voter}`, 1, ...names));
      await advance(poll.id, 60_000);
      most = Math.max(most, (await store.ballots.history(poll.id)).length);
    }
    const points = await store.ballots.history(poll.id);
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThan(10);
    expect(points[0]!.voters).toBe(1);
    expect(points.at(-1)!.voters).toBe(24);
  });
}
