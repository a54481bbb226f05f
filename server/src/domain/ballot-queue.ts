import { type Bins, countingOf, type PollId } from '@pollcast/shared';
import { PollcastError } from './errors.ts';
import type { LivePolls } from './live-polls.ts';
import {
  type BallotOutcome,
  type BallotRequest,
  MAX_BATCH,
  type PollRecord,
  type PollSnapshot,
  type Store,
  type TallyRecord,
} from './store.ts';

/** What became of one ballot: the store's outcome, the poll it was made for, the counters after its batch. */
export interface Landed {
  outcome: BallotOutcome;
  poll: PollRecord;
  tally: TallyRecord;
}

/**
 * Makes the store's request out of an answer for the poll as it is; throws a PollcastError that refuses this one only.
 * `counted`: its bins beside those that are counted, as the kind wants it.
 */
type Prepare = (poll: PollRecord, counted: (bins: Bins) => Bins) => BallotRequest;

/**
 * Group commit without a timer, one line a poll: the ballots of one event-loop turn go together, and what arrives while
 * a batch is under way goes with the next. Latency is low when quiet, throughput high when loud.
 */
export interface BallotQueue {
  submit(id: PollId, prepare: Prepare): Promise<Landed>;
  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void>;
}

interface Waiting {
  prepare: Prepare;
  resolve(landed: Landed): void;
  reject(reason: unknown): void;
}

interface Line {
  waiting: Waiting[];
  running: boolean;
}

/** Ballots waiting for one poll; beyond it they are refused as retryable rather than kept in memory. */
const MAX_WAITING = 20_000;
/** A poll edited again and again while a batch is on its way; then its voters are told to retry. */
const MAX_STALE = 5;

interface Deps {
  store: Store;
  live: LivePolls;
  /** Told what became of each batch. */
  onBatch(outcomes: readonly BallotOutcome[]): void;
}

export function createBallotQueue({ store, live, onBatch }: Deps): BallotQueue {
  const lines = new Map<PollId, Line>();
  const idleWaiters = new Set<() => void>();

  async function drain(id: PollId, line: Line): Promise<void> {
    while (line.waiting.length > 0) {
      const batch = line.waiting.splice(0, MAX_BATCH);
      try {
        await commit(id, batch);
      } catch (reason) {
        // The store is away or broken: nobody waits for one time-out after the other.
        for (const ballot of [...batch, ...line.waiting.splice(0)]) ballot.reject(reason);
      }
    }
    lines.delete(id);
    if (lines.size === 0) for (const resolve of idleWaiters) resolve();
  }

  async function commit(id: PollId, batch: Waiting[]): Promise<void> {
    let snapshot = await live.get(id, Number.POSITIVE_INFINITY);
    let isCurrent = false;
    let waiting = batch;
    for (let attempt = 0; attempt < MAX_STALE; attempt += 1) {
      const { ready, refused } = prepareAll(snapshot, waiting);
      // What this node knows may be behind: nobody is refused by it before the store was asked.
      if (isCurrent || refused.length === 0) {
        for (const { ballot, refusal } of refused) ballot.reject(refusal);
        if (ready.length === 0 || (await cast(snapshot!.poll, ready))) return;
        waiting = ready.map(({ ballot }) => ballot);
      }
      [snapshot = null] = await live.refresh([id]);
      isCurrent = true;
    }
    throw new PollcastError('STORE_UNAVAILABLE', {
      message: 'The poll is being changed. Try again in a moment.',
    });
  }

  /** False when the poll is no longer as the ballots were made for it: nothing was done. */
  async function cast(poll: PollRecord, ready: Ready[]): Promise<boolean> {
    const requests = ready.map(({ request }) => request);
    const result = await store.ballots.cast(poll.id, poll.version, requests);
    if (result.stale) return false;
    live.applyTally(poll.id, { ...result.tally, round: poll.round, pollVersion: poll.version });
    onBatch(result.outcomes);
    for (const [index, { ballot }] of ready.entries())
      ballot.resolve({ outcome: result.outcomes[index]!, poll, tally: result.tally });
    return true;
  }

  return {
    submit: (id, prepare) =>
      new Promise((resolve, reject) => {
        const line = lines.get(id) ?? { waiting: [], running: false };
        if (line.waiting.length >= MAX_WAITING) return reject(new PollcastError('STORE_UNAVAILABLE'));
        lines.set(id, line);
        line.waiting.push({ prepare, resolve, reject });
        if (line.running) return;
        line.running = true;
        // At the end of this turn of the event loop: whatever else arrives in it comes along.
        setImmediate(() => void drain(id, line));
      }),
    idle: () => (lines.size === 0 ? Promise.resolve() : new Promise((resolve) => idleWaiters.add(resolve))),
  };
}

interface Ready {
  ballot: Waiting;
  request: BallotRequest;
}

interface Prepared {
  ready: Ready[];
  refused: { ballot: Waiting; refusal: unknown }[];
}

function prepareAll(snapshot: PollSnapshot | null, batch: Waiting[]): Prepared {
  const prepared: Prepared = { ready: [], refused: [] };
  const requestOf = preparing(snapshot);
  for (const ballot of batch) {
    try {
      prepared.ready.push({ ballot, request: requestOf(ballot) });
    } catch (refusal) {
      prepared.refused.push({ ballot, refusal });
    }
  }
  return prepared;
}

function preparing(snapshot: PollSnapshot | null): (ballot: Waiting) => BallotRequest {
  if (snapshot === null || snapshot.poll.deletedAt !== null)
    return () => {
      throw new PollcastError('POLL_NOT_FOUND');
    };
  const { poll, tally } = snapshot;
  const counted = countingOf(poll, tally.bins);
  return ({ prepare }) => prepare(poll, counted);
}
