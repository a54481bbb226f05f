import { expect, it } from '@jest/globals';
import type { PollRecord, Store, TallyRecord } from '../../server/src/domain/store.ts';
import { MAX_BATCH, StoreUnavailable } from '../../server/src/domain/store.ts';
import { until } from '../support/until.ts';
import { newPollId, openPoll, type StoreOnTrial, vote } from './store-fixtures.ts';

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
  });

  it('has nothing to recount where there is no poll', async () => {
    expect(await trial().store.ballots.audit(newPollId())).toBeNull();
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
