import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import { type BallotQueue, createBallotQueue } from '../../server/src/domain/ballot-queue.ts';
import { PollcastError } from '../../server/src/domain/errors.ts';
import { createLivePolls } from '../../server/src/domain/live-polls.ts';
import type { Store } from '../../server/src/domain/store.ts';
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';
import { openPoll, quietLog, vote } from '../contract/store-fixtures.ts';

let dir: string;
let store: Store;
let queue: BallotQueue;
let id: PollId;

/** A queue whose node knows the poll as it was before somebody else began a new round. */
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pollcast-queue-'));
  store = await openEmbeddedStore({ dir, secretFingerprint: 'f', log: quietLog });
  const live = createLivePolls(store, Date.now);
  queue = createBallotQueue({ store, live, onBatch() {} });
  ({ id } = (await openPoll(store)).poll);
  await live.get(id);
  await store.polls.reset(id);
  await store.polls.open(id, { durationMs: null, extendMs: null });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

/** Casts in a round, as a voter who was told of it does. */
const castIn = (round: number, voter: string) =>
  queue.submit(id, (poll) => {
    if (poll.round !== round) throw new PollcastError('CONFLICT');
    return vote(voter, 1, 'o1');
  });

test('[N1] a ballot for a round that its node has not heard of yet is counted', async () => {
  expect(await castIn(2, 'ann')).toMatchObject({ outcome: { status: 'counted' }, tally: { voters: 1 } });
});

test('[C1] [N1] of ballots that go together each is counted or refused as the store has the poll, never both', async () => {
  const [late, early, free] = await Promise.allSettled([
    castIn(1, 'ann'),
    castIn(2, 'ben'),
    queue.submit(id, () => vote('cleo', 1, 'o2')),
  ]);
  expect(late).toMatchObject({ status: 'rejected', reason: { code: 'CONFLICT' } });
  for (const counted of [early, free])
    expect(counted).toMatchObject({ status: 'fulfilled', value: { outcome: { status: 'counted' } } });
  expect(await Promise.all(['ann', 'ben', 'cleo'].map((voter) => store.ballots.get(id, voter)))).toEqual([
    null,
    { seq: 1, bins: { o1: 1 } },
    { seq: 1, bins: { o2: 1 } },
  ]);
});
