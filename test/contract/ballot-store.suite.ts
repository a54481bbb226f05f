import { describe, expect, it } from '@jest/globals';
import { MAX_BATCH, type PollSnapshot } from '../../server/src/domain/store.ts';
import {
  cast,
  draft,
  newPollId,
  openPoll,
  type StoreOnTrial,
  snapshotOf,
  sum,
  verdicts,
  vote,
  withdrawal,
} from './store-fixtures.ts';

export function describeBallots(trial: () => StoreOnTrial): void {
  describe('ballots', () => {
    describeRule(trial);
    describeBatches(trial);
  });
}

function describeRule(trial: () => StoreOnTrial): void {
  it('[B1] counts a ballot once and holds it', async () => {
    const { store } = trial();
    const { poll, tally: empty } = await openPoll(store);
    const result = await cast(store, poll.id, vote('ann', 5, 'o1', 'o3'));
    const stored = { seq: 5, bins: { o1: 1, o3: 1 } };
    expect(result.outcomes).toEqual([{ status: 'counted', stored }]);
    expect(result.tally).toEqual({ version: result.tally.version, voters: 1, bins: { o1: 1, o3: 1 } });
    expect(result.tally.version).toBeGreaterThan(empty.version);
    expect(await store.ballots.get(poll.id, 'ann')).toEqual(stored);
    expect(await store.ballots.get(poll.id, 'ben')).toBeNull();
    expect((await snapshotOf(store, poll.id)).tally).toEqual(result.tally);
  });

  it('[B3] answers a repeat as such, in every state of the poll, and changes nothing', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const { tally } = await cast(store, poll.id, vote('ann', 5, 'o1'));
    const open = await cast(store, poll.id, vote('ann', 5, 'o2'));
    expect(open).toMatchObject({
      outcomes: [{ status: 'repeated', stored: { seq: 5, bins: { o1: 1 } } }],
      tally,
    });

    await store.polls.close(poll.id);
    const closed = await cast(store, poll.id, vote('ann', 5, 'o1'), vote('ben', 5, 'o1'));
    expect(verdicts(closed)).toEqual(['repeated', 'POLL_CLOSED']);
    expect(closed.tally).toMatchObject({ voters: 1, bins: { o1: 1 } });
  });

  it('[B4] answers an older seq with the newer ballot that is stored, withdrawn or not', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 5, 'o1'), vote('ben', 5, 'o1'), withdrawal('ben', 6));
    const late = await cast(store, poll.id, vote('ann', 4, 'o2'), vote('ben', 5, 'o1'));
    expect(late.outcomes).toEqual([
      { status: 'superseded', stored: { seq: 5, bins: { o1: 1 } } },
      { status: 'superseded', stored: { seq: 6, bins: null } },
    ]);
    expect(late.tally).toMatchObject({ voters: 1, bins: { o1: 1 } });
  });

  it('[B5] takes a newer seq of the same answer for a repeat, and keeps the newer seq', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store, { changeable: false });
    const { tally } = await cast(store, poll.id, vote('ann', 5, 'o1', 'o2'));
    const again = await cast(store, poll.id, vote('ann', 9, 'o2', 'o1'));
    expect(again).toMatchObject({ outcomes: [{ status: 'repeated', stored: { seq: 9 } }], tally });
    expect(verdicts(await cast(store, poll.id, vote('ann', 7, 'o3')))).toEqual(['superseded']);
  });

  it('[B6] moves a changed ballot in one step, where it may be changed', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1', 'o2'));
    const changed = await cast(store, poll.id, vote('ann', 2, 'o2', 'o3'));
    expect(verdicts(changed)).toEqual(['changed']);
    expect(changed.tally).toMatchObject({ voters: 1, bins: { o2: 1, o3: 1 } });
    expect(Object.keys(changed.tally.bins)).not.toContain('o1');

    const { poll: fixed } = await openPoll(store, { changeable: false });
    await cast(store, fixed.id, vote('ann', 1, 'o1'));
    const refused = await cast(store, fixed.id, vote('ann', 2, 'o2'), withdrawal('ann', 3));
    expect(verdicts(refused)).toEqual(['ALREADY_VOTED', 'ALREADY_VOTED']);
    expect(await store.ballots.get(fixed.id, 'ann')).toEqual({ seq: 1, bins: { o1: 1 } });
  });

  it('[B7] takes a withdrawn ballot out and keeps its seq', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    const withdrawn = await cast(store, poll.id, withdrawal('ann', 2));
    expect(withdrawn.outcomes).toEqual([{ status: 'withdrawn', stored: { seq: 2, bins: null } }]);
    expect(withdrawn.tally).toMatchObject({ voters: 0, bins: {} });
    expect(await store.ballots.get(poll.id, 'ann')).toEqual({ seq: 2, bins: null });
    expect(verdicts(await cast(store, poll.id, withdrawal('ann', 2), vote('ann', 3, 'o1')))).toEqual([
      'repeated',
      'counted',
    ]);
  });

  it('[S1] refuses ballots for a draft', async () => {
    const { store } = trial();
    const { snapshot } = await store.polls.create(draft());
    const { id } = snapshot.poll;
    expect(verdicts(await cast(store, id, vote('ann', 1, 'o1'), withdrawal('ann', 2)))).toEqual([
      'POLL_NOT_OPEN',
      'POLL_NOT_OPEN',
    ]);
    expect(await store.ballots.get(id, 'ann')).toBeNull();
  });

  it('lets the clock stand in for a seq, later than what is stored', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const { outcomes } = await cast(store, poll.id, vote('ann', null, 'o1'), vote('ann', null, 'o2'));
    const [first, second] = outcomes.map((outcome) => ('stored' in outcome ? outcome.stored!.seq : 0));
    expect(first).toBeGreaterThanOrEqual(poll.openedAt!);
    expect(second).toBe(first! + 1);
    const ahead = first! + 1_000_000;
    await cast(store, poll.id, vote('ann', ahead, 'o1'));
    const last = await cast(store, poll.id, withdrawal('ann', null));
    expect(last.outcomes).toEqual([{ status: 'withdrawn', stored: { seq: ahead + 1, bins: null } }]);
  });

  it('keeps bins of any name and weight apart', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const names = ['a:b', 'a,b', 'a|b', 'a b', '%41', '__proto__', 'ünï☂'];
    const bins = Object.fromEntries(names.map((name, index) => [name, index + 1]));
    const { tally } = await cast(
      store,
      poll.id,
      { voterKey: 'ann', seq: 1, bins },
      { voterKey: 'ben', seq: 1, bins },
    );
    const twice = Object.fromEntries(names.map((name, index) => [name, 2 * (index + 1)]));
    expect(Object.entries(tally.bins).toSorted()).toEqual(Object.entries(twice).toSorted());
    expect(Object.entries((await store.ballots.get(poll.id, 'ann'))!.bins!).toSorted()).toEqual(
      Object.entries(bins).toSorted(),
    );
    expect((await cast(store, poll.id, withdrawal('ann', 2), withdrawal('ben', 2))).tally).toMatchObject({
      voters: 0,
      bins: {},
    });
  });
}

function describeBatches(trial: () => StoreOnTrial): void {
  it('[B1] rules on the ballots of a batch in order, several of one voter too', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const result = await cast(
      store,
      poll.id,
      vote('ann', 1, 'o1'),
      vote('ben', 1, 'o1'),
      vote('ann', 3, 'o2'),
      vote('ann', 2, 'o3'),
      vote('ann', 3, 'o2'),
      withdrawal('ben', 2),
    );
    expect(verdicts(result)).toEqual([
      'counted',
      'counted',
      'changed',
      'superseded',
      'repeated',
      'withdrawn',
    ]);
    expect(result.tally).toMatchObject({ voters: 1, bins: { o2: 1 } });
    expect(await store.ballots.get(poll.id, 'ann')).toEqual({ seq: 3, bins: { o2: 1 } });
  });

  it('[V1] leaves the version alone when a batch comes to nothing', async () => {
    const { store } = trial();
    const { poll, tally } = await openPoll(store);
    expect((await cast(store, poll.id, vote('ann', 1, 'o1'), withdrawal('ann', 2))).tally).toEqual(tally);
  });

  it('[B1] takes a full batch and what follows; the recount agrees', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const ballots = Array.from({ length: 300 }, (_, index) =>
      vote(`voter-${index}`, index + 1, `o${(index % 3) + 1}`),
    );
    const first = await cast(store, poll.id, ...ballots.slice(0, MAX_BATCH));
    const second = await cast(store, poll.id, ...ballots.slice(MAX_BATCH));
    expect(new Set([...verdicts(first), ...verdicts(second)])).toEqual(new Set(['counted']));
    expect(second.tally).toMatchObject({ voters: 300, bins: { o1: 100, o2: 100, o3: 100 } });
    expect(second.tally.version).toBeGreaterThan(first.tally.version);
    const { version, ...counters } = second.tally;
    expect(await store.ballots.audit(poll.id)).toEqual({ counted: second.tally, recounted: counters });
  });

  it('refuses a batch as stale when the poll has moved on, is deleted or is not there', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const ballot = vote('ann', 1, 'o1');
    const edited = (await store.polls.update({ ...poll, question: 'Edited?' })) as PollSnapshot;
    expect(await store.ballots.cast(poll.id, poll.version, [ballot])).toEqual({ stale: true });
    const deleted = (await store.polls.update({ ...edited.poll, deletedAt: 1 })) as PollSnapshot;
    expect(await store.ballots.cast(poll.id, deleted.poll.version, [ballot])).toEqual({ stale: true });
    expect(await store.ballots.cast(newPollId(), poll.version, [ballot])).toEqual({ stale: true });
    expect(await store.ballots.get(poll.id, 'ann')).toBeNull();
  });

  it('[S2] counts nothing after a close or reset that comes among the ballots', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const batches = Array.from({ length: 40 }, (_, index) => [
      vote(`a${index}`, 1, 'o1'),
      vote(`b${index}`, 1, 'o2'),
    ]);
    const casting = batches.map((batch) => store.ballots.cast(poll.id, poll.version, batch));
    const closing = store.polls.close(poll.id);
    const late = batches.map((batch) => store.ballots.cast(poll.id, poll.version, batch));
    const results = await Promise.all([...casting, ...late]);
    const close = await closing;
    if ('refused' in close) throw new Error(close.refused);
    // A close that Redis had to be sent anew comes after the late ones, which are then repeats.
    const outcomes = results.flatMap((result) => (result.stale ? [] : result.outcomes));
    const counted = outcomes.filter((outcome) => 'status' in outcome && outcome.status === 'counted').length;
    expect(close.snapshot.tally.voters).toBe(counted);
    expect(sum(close.snapshot.tally.bins)).toBe(counted);
    expect(await snapshotOf(store, poll.id)).toEqual(close.snapshot);

    await store.polls.reset(poll.id);
    expect(
      (await Promise.all(batches.map((batch) => store.ballots.cast(poll.id, poll.version, batch)))).every(
        ({ stale }) => stale,
      ),
    ).toBe(true);
    expect((await snapshotOf(store, poll.id)).tally).toMatchObject({ voters: 0, bins: {} });
  });
}
