import { expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import { until } from '../support/until.ts';
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

export function describeCourse(trial: () => StoreOnTrial): void {
  it('[S1] opens, closes, opens again in the same round, and closes', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    expect(poll).toMatchObject({ status: 'open', round: 1, closesAt: null, closedAt: null });
    expect(poll.openedAt).not.toBeNull();

    const closed = done(await store.polls.close(poll.id));
    expect(closed).toMatchObject({ changed: true, poll: { status: 'closed', openedAt: poll.openedAt } });
    expect(closed.poll.closedAt).toBeGreaterThanOrEqual(poll.openedAt!);

    const again = done(await store.polls.open(poll.id, AT_ONCE));
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
      expect(await store.polls.open(gone, AT_ONCE)).toEqual({ refused: 'POLL_NOT_FOUND' });
      expect(await store.polls.close(gone)).toEqual({ refused: 'POLL_NOT_FOUND' });
      expect(await store.polls.reset(gone)).toEqual({ refused: 'POLL_NOT_FOUND' });
    }
  });

  it('[S1] [S2] lets an act that arrives late, when the poll has moved on, change nothing', async () => {
    const { store } = trial();
    const { snapshot: created } = await store.polls.create(draft());
    const { id } = created.poll;
    const opened = done(await store.polls.open(id, { ...AT_ONCE, version: created.poll.version }));
    const closed = done(await store.polls.close(id, { version: opened.poll.version }));
    const stale = { refused: 'STALE' };
    expect(await store.polls.open(id, { ...AT_ONCE, version: created.poll.version })).toEqual(stale);
    const again = done(await store.polls.open(id, { ...AT_ONCE, version: closed.poll.version }));
    expect(await store.polls.close(id, { version: opened.poll.version })).toEqual(stale);
    expect(await store.polls.reset(id, { version: closed.poll.version })).toEqual(stale);
    expect(await snapshotOf(store, id)).toEqual({ poll: again.poll, tally: again.tally });
  });

  it('[S1] refuses acts meant for another round', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const refusal = { refused: 'CONFLICT' };
    expect(await store.polls.open(poll.id, { ...AT_ONCE, round: 2 })).toEqual(refusal);
    expect(await store.polls.close(poll.id, { round: 2 })).toEqual(refusal);
    expect(await store.polls.reset(poll.id, { round: 2 })).toEqual(refusal);
    expect(done(await store.polls.close(poll.id, { round: 1 })).changed).toBe(true);
  });

  it('[S4] starts the next round without ballots, undisclosed', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store, { durationMs: 60_000 });
    await store.polls.update({ ...poll, revealed: true });
    await cast(store, poll.id, vote('ann', 1, 'o1'), vote('ben', 1, 'o2'));
    const reset = done(await store.polls.reset(poll.id, { round: 1 }));
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

    await store.polls.open(poll.id, AT_ONCE);
    expect((await cast(store, poll.id, vote('ann', 1, 'o3'))).tally).toMatchObject({
      voters: 1,
      bins: { o3: 1 },
    });
  });

  it('[S4] resets once, however often the same reset comes', async () => {
    const { store } = trial();
    const { poll } = await openPoll(store);
    const { changed, ...first } = done(await store.polls.reset(poll.id, { round: 1 }));
    expect(changed).toBe(true);
    expect(done(await store.polls.reset(poll.id, { round: 1 }))).toEqual({ changed: false, ...first });
    expect(done(await store.polls.reset(poll.id))).toEqual({ changed: false, ...first });
    await store.polls.open(poll.id, AT_ONCE);
    expect(await store.polls.reset(poll.id, { round: 1 })).toEqual({ refused: 'CONFLICT' });
  });
}

export function describeDeadlines(trial: () => StoreOnTrial): void {
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
    const { poll: deleted } = await openPoll(store, { durationMs: 40 });
    await store.polls.update({ ...deleted, deletedAt: 1 });
    const { poll: postponed } = await openPoll(store, { durationMs: 40 });
    await store.polls.open(postponed.id, { durationMs: null, extendMs: 60_000 });
    const listed = await until(async () => {
      const ids = await store.polls.listDue();
      return ids.includes(due.id) && ids.includes(deleted.id) && ids;
    });
    expect(listed).not.toContain(later.id);
    expect(listed).not.toContain(postponed.id);
    expect((await snapshotOf(store, due.id)).poll).toMatchObject({
      status: 'closed',
      closedAt: due.closesAt,
    });
    expect((await snapshotOf(store, deleted.id)).poll).toMatchObject({ status: 'closed', deletedAt: 1 });
    const left = await store.polls.listDue();
    expect(left).not.toContain(due.id);
    expect(left).not.toContain(deleted.id);
    expect((await snapshotOf(store, postponed.id)).poll.status).toBe('open');
  });
}
