import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Change } from '../../server/src/domain/store.ts';
import { StoreUnavailable } from '../../server/src/domain/store.ts';
import { until } from '../support/until.ts';
import { describeAudit } from './audit-store.suite.ts';
import { describeBallots } from './ballot-store.suite.ts';
import { describeHistory } from './history-store.suite.ts';
import { describeKinds } from './kind-ballots.suite.ts';
import { describeCourse, describeDeadlines } from './poll-course.suite.ts';
import { describePolls } from './poll-store.suite.ts';
import { describeRooms } from './room-store.suite.ts';
import { cast, newCode, openPoll, roomDraft, type StoreOnTrial, vote } from './store-fixtures.ts';

/** What the domain expects of every store. `open` gives an empty one. */
export function describeStore(name: string, open: () => Promise<StoreOnTrial>): void {
  describe(name, () => {
    let trial: StoreOnTrial;
    beforeAll(async () => {
      trial = await open();
    });
    afterAll(() => trial.close());
    const current = () => trial;

    describeRooms(current);
    describePolls(current);
    describe('course', () => {
      describeCourse(current);
      describeDeadlines(current);
    });
    describeBallots(current);
    describe('kinds', () => describeKinds(current));
    describe('audit', () => describeAudit(current));
    describe('history', () => describeHistory(current));
    describeChanges(current);
    describeEnd(open);

    it('tells the clock, roughly that of this machine', () => {
      expect(Math.abs(trial.store.now() - Date.now())).toBeLessThan(10_000_000);
    });

    it('adds up the people that nodes report, the latest report of each', async () => {
      const code = newCode();
      expect(await trial.store.reportPresence(code, 'a', 3)).toBe(3);
      expect(await trial.store.reportPresence(code, 'b', 4)).toBe(7);
      expect(await trial.store.reportPresence(code, 'a', 1)).toBe(5);
      expect(await trial.store.reportPresence(code, 'b', 0)).toBe(1);
    });

    it('passes its check', () => expect(trial.store.check()).resolves.toBeUndefined());
  });
}

function describeChanges(trial: () => StoreOnTrial): void {
  it('tells its own listeners of rooms, polls and counters, until they unsubscribe', async () => {
    const { store } = trial();
    const heard: Change[] = [];
    const stop = store.onChange((change) => heard.push(change));
    const code = newCode();
    await store.rooms.create(roomDraft(code));
    await until(() => heard.some((change) => change.kind === 'room' && change.code === code));

    const { poll } = await openPoll(store);
    await until(() => heard.some((change) => change.kind === 'poll' && change.id === poll.id));

    const { tally } = await cast(store, poll.id, vote('ann', 1, 'o1'));
    await until(() =>
      heard.some((change) => change.kind === 'poll' && change.tally?.version === tally.version),
    );
    const madeFor = { round: 1, pollVersion: poll.version };
    expect(heard).toContainEqual({ kind: 'poll', id: poll.id, tally: { ...tally, ...madeFor } });

    stop();
    heard.length = 0;
    await cast(store, poll.id, vote('ben', 1, 'o1'));
    expect(heard).toEqual([]);
  });

  it('tells nobody of a batch that changes no counter', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    const counters: Change[] = [];
    const stop = store.onChange((change) => {
      if (change.kind === 'poll' && change.tally !== undefined) counters.push(change);
    });
    await cast(store, poll.id, vote('ann', 1, 'o1'), vote('ann', 2, 'o1'), vote('ann', 1, 'o2'));
    await cast(store, poll.id, vote('ben', 1, 'o1'));
    stop();
    expect(counters).toHaveLength(1);
  });

  it('lets every listener hear, though one throws', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const heard: Change[] = [];
    const stops = [
      store.onChange(() => {
        throw new Error('a listener broke');
      }),
      store.onChange((change) => heard.push(change)),
    ];
    expect((await cast(store, poll.id, vote('ann', 1, 'o1'))).tally.voters).toBe(1);
    await until(() => heard.some((change) => change.kind === 'poll' && change.tally?.voters === 1));
    for (const stop of stops) stop();
  });
}

function describeEnd(open: () => Promise<StoreOnTrial>): void {
  it('[R1] is unavailable once it is closed, which may be repeated', async () => {
    const { store, close } = await open();
    const { poll } = await openPoll(store);
    await store.close();
    await store.close();
    await expect(store.polls.get([poll.id])).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.ballots.cast(poll.id, poll.version, [vote('ann', 1, 'o1')])).rejects.toBeInstanceOf(
      StoreUnavailable,
    );
    await expect(store.check()).rejects.toBeInstanceOf(StoreUnavailable);
    await close();
  });
}
