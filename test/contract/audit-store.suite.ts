import { expect, it } from '@jest/globals';
import type { PollRecord, Store, TallyRecord } from '../../server/src/domain/store.ts';
import { MAX_BATCH, StoreUnavailable } from '../../server/src/domain/store.ts';
import { until } from '../support/until.ts';
import { cast, done, newPollId, openPoll, type StoreOnTrial, vote, withdrawal } from './store-fixtures.ts';

export function describeAudit(trial: () => StoreOnTrial): void {
  it('[B1] recounts more ballots than one step takes, also while others come in', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await castBatches(store, poll, { from: 0, to: 42 });
    const more = castBatches(store, poll, { from: 42, to: 84 });
    const early = await until(() => store.ballots.audit(poll.id).catch(nullIfAway));
    expect(early.recounted).toEqual(sumsOf(early.counted));
    expect(early.counted.voters).toBeGreaterThanOrEqual(42 * MAX_BATCH);
    await more;
    const late = (await store.ballots.audit(poll.id))!;
    expect(late.recounted).toEqual(sumsOf(late.counted));
    expect(late.counted.voters).toBe(84 * MAX_BATCH);
    const { contents, version } = (await store.ballots.contents(poll.id))!;
    expect(contents).toEqual([
      { bins: { o1: 1 }, count: 84 * 86 },
      { bins: { o2: 1 }, count: 84 * 85 },
      { bins: { o3: 1 }, count: 84 * 85 },
    ]);
    expect(version).toBe(late.counted.version);
  });

  it('[I5] reads what ballots say, each content once, without voters and in an order that tells nothing', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o3'), vote('ben', 1, 'o2', 'o1'), vote('cem', 1));
    await cast(store, poll.id, vote('dan', 1, 'o3'), vote('eve', 1, 'o1'), vote('fay', 1, 'o1', 'o2'));
    const late = await cast(store, poll.id, vote('dan', 2, 'o1'), withdrawal('eve', 2));
    expect(await store.ballots.contents(poll.id)).toEqual({
      round: 1,
      version: late.tally.version,
      contents: [
        { bins: {}, count: 1 },
        { bins: { o1: 1 }, count: 1 },
        { bins: { o1: 1, o2: 1 }, count: 2 },
        { bins: { o3: 1 }, count: 1 },
      ],
    });
    done(await store.polls.reset(poll.id));
    expect(await store.ballots.contents(poll.id)).toMatchObject({ round: 2, contents: [] });
  });

  it('has nothing to recount where there is no poll', async () => {
    expect(await trial().store.ballots.audit(newPollId())).toBeNull();
    expect(await trial().store.ballots.contents(newPollId())).toBeNull();
  });
}

async function castBatches(store: Store, poll: PollRecord, { from, to }: { from: number; to: number }) {
  for (let batch = from; batch < to; batch += 1) {
    const ballots = Array.from({ length: MAX_BATCH }, (_, index) =>
      vote(`voter-${batch}-${index}`, 1, `o${(index % 3) + 1}`),
    );
    await store.ballots.cast(poll.id, poll.version, ballots);
  }
}

function sumsOf({ voters, bins }: TallyRecord): Omit<TallyRecord, 'version'> {
  return { voters, bins };
}

function nullIfAway(error: unknown): null {
  if (error instanceof StoreUnavailable) return null;
  throw error;
}
