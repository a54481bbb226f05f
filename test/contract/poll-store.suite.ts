import { describe, expect, it } from '@jest/globals';
import type { PollSnapshot } from '../../server/src/domain/store.ts';
import {
  AT_ONCE,
  cast,
  done,
  draft,
  newPollId,
  openPoll,
  type StoreOnTrial,
  snapshotOf,
  vote,
} from './store-fixtures.ts';

export function describePolls(trial: () => StoreOnTrial): void {
  describe('polls', () => {
    describeDefinitions(trial);
    describeVersions(trial);
  });
}

function describeDefinitions(trial: () => StoreOnTrial): void {
  it('stores a new poll as a draft of round 1', async () => {
    const { store } = trial();
    const poll = draft({ question: 'Brot "weiß"\u2028 oder 🥨?' });
    const { created, snapshot } = await store.polls.create(poll);
    const course = {
      status: 'draft',
      round: 1,
      openedAt: null,
      closesAt: null,
      closedAt: null,
      deletedAt: null,
    };
    expect(created).toBe(true);
    expect(snapshot.poll).toEqual({ ...poll, ...course, version: expect.any(Number) });
    expect(snapshot.tally).toEqual({ version: expect.any(Number), voters: 0, bins: {} });
    expect(await snapshotOf(store, poll.id)).toEqual(snapshot);
  });

  it('[C5] returns the poll that has the id, untouched', async () => {
    const { store } = trial();
    const id = newPollId();
    const { snapshot } = await store.polls.create(draft({ id, question: 'first' }));
    expect(await store.polls.create(draft({ id, question: 'second' }))).toEqual({ created: false, snapshot });
  });

  it('reads polls in the order asked, null where there is none', async () => {
    const { store } = trial();
    const [a, b] = [await store.polls.create(draft()), await store.polls.create(draft())];
    const ids = [b.snapshot.poll.id, newPollId(), a.snapshot.poll.id];
    expect(await store.polls.get(ids)).toEqual([b.snapshot, null, a.snapshot]);
    expect(await store.polls.get([])).toEqual([]);
  });

  it('replaces definition and deletion, not the course', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const edited = {
      ...poll,
      question: 'Now?',
      revealed: true,
      deletedAt: 5,
      status: 'draft' as const,
      round: 9,
    };
    const updated = (await store.polls.update(edited)) as PollSnapshot;
    const expected = {
      ...poll,
      question: 'Now?',
      revealed: true,
      deletedAt: 5,
      version: updated.poll.version,
    };
    expect(updated.poll).toEqual(expected);
    expect(updated.poll.version).toBeGreaterThan(poll.version);
    expect(await snapshotOf(store, poll.id)).toEqual(updated);
    const restored = (await store.polls.update({
      ...updated.poll,
      deletedAt: null,
      revealed: false,
    })) as PollSnapshot;
    expect(restored.poll).toMatchObject({ deletedAt: null, revealed: false });
  });

  it('refuses an edit of an older version as a conflict, and of no poll with null', async () => {
    const { store } = trial();
    const { snapshot } = await store.polls.create(draft());
    const updated = await store.polls.update({ ...snapshot.poll, question: 'one' });
    expect(await store.polls.update({ ...snapshot.poll, question: 'two' })).toBe('conflict');
    expect(await snapshotOf(store, snapshot.poll.id)).toEqual(updated);
    expect(await store.polls.update({ ...snapshot.poll, id: newPollId() })).toBeNull();
  });

  it('erases polls with ballots, counters and history', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    await store.polls.erase([poll.id, newPollId()]);
    expect(await store.polls.get([poll.id])).toEqual([null]);
    expect(await store.ballots.get(poll.id, 'ann')).toBeNull();
    expect(await store.ballots.history(poll.id)).toEqual([]);
    expect(await store.ballots.audit(poll.id)).toBeNull();
    await store.polls.create(draft({ id: poll.id }));
    expect((await snapshotOf(store, poll.id)).tally).toMatchObject({ voters: 0, bins: {} });
  });
}

function describeVersions(trial: () => StoreOnTrial): void {
  it('[V1] raises both versions whenever the status changes', async () => {
    const { store } = trial();
    const { snapshot: drafted } = await store.polls.create(draft());
    const { id } = drafted.poll;
    const steps = [
      drafted,
      done(await store.polls.open(id, AT_ONCE)),
      done(await store.polls.close(id)),
      done(await store.polls.open(id, AT_ONCE)),
      done(await store.polls.reset(id)),
    ];
    for (const versions of [steps.map(({ poll }) => poll.version), steps.map(({ tally }) => tally.version)]) {
      expect(new Set(versions).size).toBe(steps.length);
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    }
  });

  it('[V2] raises the version of a tally that is told anew, open or closed, and of no other but a draft’s', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    const edit = async (how?: { retells: boolean }) => {
      const before = await snapshotOf(store, poll.id);
      const after = (await store.polls.update({ ...before.poll, question: 'Now?' }, how)) as PollSnapshot;
      expect(await snapshotOf(store, poll.id)).toEqual(after);
      const { version: earlier, ...counters } = before.tally;
      expect(after.tally).toEqual({ version: expect.any(Number), ...counters });
      return after.tally.version - earlier;
    };
    for (const end of [async () => {}, () => store.polls.close(poll.id)]) {
      await end();
      expect(await edit()).toBe(0);
      expect(await edit({ retells: true })).toBeGreaterThan(0);
    }
  });

  it('[V2] lifts versions above what was seen of the round', async () => {
    const { store } = trial();
    const { poll, tally } = await openPoll(store);
    const seen = { round: 1, pollVersion: poll.version + 50_000, tallyVersion: tally.version + 70_000 };
    await store.polls.raise(poll.id, seen);
    const lifted = await snapshotOf(store, poll.id);
    expect(lifted.poll).toEqual({ ...poll, version: seen.pollVersion + 1 });
    expect(lifted.tally).toEqual({ ...tally, version: seen.tallyVersion + 1 });
    await store.polls.raise(poll.id, { round: 1, pollVersion: 1, tallyVersion: 1 });
    await store.polls.raise(newPollId(), seen);
    expect(await snapshotOf(store, poll.id)).toEqual(lifted);
  });

  it('[V2] lifts a poll to the round that was seen, without ballots, and never back', async () => {
    const { store } = trial();
    const { poll, tally } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    const seen = { round: 3, pollVersion: poll.version + 50_000, tallyVersion: tally.version + 70_000 };
    await store.polls.raise(poll.id, seen);
    const lifted = await snapshotOf(store, poll.id);
    expect(lifted).toMatchObject({
      poll: { status: 'draft', round: 3, openedAt: null, version: seen.pollVersion + 1 },
      tally: { version: seen.tallyVersion + 1, voters: 0, bins: {} },
    });
    expect(await store.ballots.get(poll.id, 'ann')).toBeNull();
    await store.polls.raise(poll.id, { ...seen, round: 2, pollVersion: seen.pollVersion + 50_000 });
    expect(await snapshotOf(store, poll.id)).toEqual(lifted);
  });

  it('[V1] counts on from 2^50 without losing a digit', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const high = 2 ** 50;
    await store.polls.raise(poll.id, { round: 1, pollVersion: high, tallyVersion: high });
    const { tally } = await cast(store, poll.id, vote('ann', high + 7, 'o1'), vote('ben', null, 'o1'));
    expect(tally.version).toBe(high + 2);
    expect(await store.ballots.get(poll.id, 'ann')).toEqual({ seq: high + 7, bins: { o1: 1 } });
    const next = await cast(store, poll.id, vote('ann', null, 'o2'));
    expect(next.outcomes).toEqual([{ status: 'changed', stored: { seq: high + 8, bins: { o2: 1 } } }]);
    const closed = done(await store.polls.close(poll.id));
    expect(closed).toMatchObject({ poll: { version: high + 2 }, tally: { version: high + 4 } });
  });
}
