import { describe, expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import type { PollSnapshot, StatusChange } from '../../server/src/domain/store.ts';
import { until } from '../support/until.ts';
import { cast, draft, newPollId, openPoll, type StoreOnTrial, snapshotOf, vote } from './store-fixtures.ts';

function done(change: StatusChange): PollSnapshot & { changed: boolean } {
  if ('refused' in change) throw new Error(change.refused);
  return { changed: change.changed, ...change.snapshot };
}

const atOnce = { durationMs: null, extendMs: null };

export function describePolls(trial: () => StoreOnTrial): void {
  describe('polls', () => {
    describeDefinitions(trial);
    describeCourse(trial);
    describeDeadlines(trial);
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

function describeCourse(trial: () => StoreOnTrial): void {
  it('[S1] opens, closes, opens again in the same round, and closes', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    expect(poll).toMatchObject({ status: 'open', round: 1, closesAt: null, closedAt: null });
    expect(poll.openedAt).not.toBeNull();

    const closed = done(await store.polls.close(poll.id));
    expect(closed).toMatchObject({ changed: true, poll: { status: 'closed', openedAt: poll.openedAt } });
    expect(closed.poll.closedAt).toBeGreaterThanOrEqual(poll.openedAt!);

    const again = done(await store.polls.open(poll.id, atOnce));
    expect(again).toMatchObject({ changed: true, poll: { status: 'open', round: 1, closedAt: null } });
    expect(done(await store.polls.close(poll.id)).changed).toBe(true);
  });

  it('[S2] answers a second close like the first', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    const { changed, ...first } = done(await store.polls.close(poll.id));
    expect(changed).toBe(true);
    expect(done(await store.polls.close(poll.id))).toEqual({ changed: false, ...first });
    expect(await snapshotOf(store, poll.id)).toEqual(first);
  });

  it('[S1] refuses to close a draft and any act on what is not there or deleted', async () => {
    const { store } = trial();
    const { snapshot } = await store.polls.create(draft());
    const { id } = snapshot.poll;
    expect(await store.polls.close(id)).toEqual({ refused: 'POLL_NOT_OPEN' });
    await store.polls.update({ ...snapshot.poll, deletedAt: 1 });
    for (const gone of [id, newPollId()]) {
      expect(await store.polls.open(gone, atOnce)).toEqual({ refused: 'POLL_NOT_FOUND' });
      expect(await store.polls.close(gone)).toEqual({ refused: 'POLL_NOT_FOUND' });
      expect(await store.polls.reset(gone)).toEqual({ refused: 'POLL_NOT_FOUND' });
    }
  });

  it('[S1] refuses acts meant for another round', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const refusal = { refused: 'CONFLICT' };
    expect(await store.polls.open(poll.id, { ...atOnce, round: 2 })).toEqual(refusal);
    expect(await store.polls.close(poll.id, 2)).toEqual(refusal);
    expect(await store.polls.reset(poll.id, 2)).toEqual(refusal);
    expect(done(await store.polls.close(poll.id, 1)).changed).toBe(true);
  });

  it('[S4] starts the next round without ballots, undisclosed', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store, { durationMs: 60_000 });
    await store.polls.update({ ...poll, revealed: true });
    await cast(store, poll.id, vote('ann', 1, 'o1'), vote('ben', 1, 'o2'));
    const reset = done(await store.polls.reset(poll.id, 1));
    const course = {
      status: 'draft',
      round: 2,
      openedAt: null,
      closesAt: null,
      closedAt: null,
      revealed: null,
    };
    expect(reset).toMatchObject({ changed: true, poll: course, tally: { voters: 0, bins: {} } });
    expect(await store.ballots.get(poll.id, 'ann')).toBeNull();
    expect(await store.ballots.history(poll.id)).toEqual([]);

    await store.polls.open(poll.id, atOnce);
    expect((await cast(store, poll.id, vote('ann', 1, 'o3'))).tally).toMatchObject({
      voters: 1,
      bins: { o3: 1 },
    });
  });

  it('[S4] resets once, however often the same reset comes', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const { changed, ...first } = done(await store.polls.reset(poll.id, 1));
    expect(changed).toBe(true);
    expect(done(await store.polls.reset(poll.id, 1))).toEqual({ changed: false, ...first });
    expect(done(await store.polls.reset(poll.id))).toEqual({ changed: false, ...first });
    await store.polls.open(poll.id, atOnce);
    expect(await store.polls.reset(poll.id, 1)).toEqual({ refused: 'CONFLICT' });
  });
}

function describeDeadlines(trial: () => StoreOnTrial): void {
  it('[S3] closes at the deadline on whatever touches the poll first', async () => {
    const { store, advance } = trial();
    const touches: ((id: PollId, version: number) => Promise<unknown>)[] = [
      (id) => store.polls.get([id]),
      (id) => store.polls.close(id),
      (id) => store.polls.create(draft({ id })),
      (id, version) => store.ballots.cast(id, version, [vote('ann', 1, 'o1')]),
    ];
    for (const touch of touches) {
      const { poll } = await openPoll(store, { durationMs: 30_000 });
      expect(poll.closesAt).toBe(poll.openedAt! + 30_000);
      await advance(poll.id, 29_000);
      expect((await snapshotOf(store, poll.id)).poll.status).toBe('open');
      await advance(poll.id, 2_000);
      await touch(poll.id, poll.version);
      const { poll: closed, tally } = await snapshotOf(store, poll.id);
      expect(closed).toMatchObject({ status: 'closed', closedAt: closed.closesAt });
      expect(tally.voters).toBe(0);
    }
  });

  it('[S3] closes at the deadline in the counting step itself: a batch made for the open poll is stale', async () => {
    const { store, advance } = trial();
    const { poll } = await openPoll(store, { durationMs: 30_000 });
    await advance(poll.id, 30_000);
    expect(await store.ballots.cast(poll.id, poll.version, [vote('ann', 1, 'o1')])).toEqual({ stale: true });
    expect(await store.ballots.get(poll.id, 'ann')).toBeNull();
  });

  it('gives an open poll a new deadline, or leaves it as it is', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store, { durationMs: 30_000 });
    const same = done(await store.polls.open(poll.id, { durationMs: 99_000, extendMs: null }));
    expect(same).toMatchObject({ changed: false, poll });
    const extended = done(await store.polls.open(poll.id, { durationMs: null, extendMs: 90_000 }));
    expect(extended).toMatchObject({ changed: true, poll: { status: 'open', openedAt: poll.openedAt } });
    expect(extended.poll.closesAt).toBeGreaterThan(poll.closesAt!);
    expect(extended.poll.version).toBeGreaterThan(poll.version);
  });

  it('[S3] lists open polls whose deadline is reached, until they are closed', async () => {
    const { store } = trial();
    const { poll: due } = await openPoll(store, { durationMs: 40 });
    const { poll: later } = await openPoll(store, { durationMs: 60_000 });
    const { poll: postponed } = await openPoll(store, { durationMs: 40 });
    await store.polls.open(postponed.id, { durationMs: null, extendMs: 60_000 });
    const listed = await until(async () => {
      const ids = await store.polls.listDue();
      return ids.includes(due.id) && ids;
    });
    expect(listed).not.toContain(later.id);
    expect(listed).not.toContain(postponed.id);
    expect((await snapshotOf(store, due.id)).poll).toMatchObject({
      status: 'closed',
      closedAt: due.closesAt,
    });
    expect(await store.polls.listDue()).not.toContain(due.id);
    expect((await snapshotOf(store, postponed.id)).poll.status).toBe('open');
  });
}

function describeVersions(trial: () => StoreOnTrial): void {
  it('[V1] raises both versions whenever the status changes', async () => {
    const { store } = trial();
    const { snapshot: drafted } = await store.polls.create(draft());
    const { id } = drafted.poll;
    const steps = [
      drafted,
      done(await store.polls.open(id, atOnce)),
      done(await store.polls.close(id)),
      done(await store.polls.open(id, atOnce)),
      done(await store.polls.reset(id)),
    ];
    for (const versions of [steps.map(({ poll }) => poll.version), steps.map(({ tally }) => tally.version)]) {
      expect(new Set(versions).size).toBe(steps.length);
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    }
  });

  it('[V2] lifts versions above what was seen, in the same round only', async () => {
    const { store } = trial();
    const { poll, tally } = await openPoll(store);
    const seen = { round: 1, pollVersion: poll.version + 50_000, tallyVersion: tally.version + 70_000 };
    await store.polls.raise(poll.id, { ...seen, round: 2 });
    expect(await snapshotOf(store, poll.id)).toEqual({ poll, tally });
    await store.polls.raise(poll.id, seen);
    const lifted = await snapshotOf(store, poll.id);
    expect(lifted.poll).toEqual({ ...poll, version: seen.pollVersion + 1 });
    expect(lifted.tally).toEqual({ ...tally, version: seen.tallyVersion + 1 });
    await store.polls.raise(poll.id, { round: 1, pollVersion: 1, tallyVersion: 1 });
    await store.polls.raise(newPollId(), seen);
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
