import type { Bins } from '@pollcast/shared';

/** A voter's entry in a round. `bins` null: withdrawn; the seq stays, so that a late copy of an older ballot finds it. */
export interface StoredBallot {
  seq: number;
  bins: Bins | null;
}

export type BallotStatus = 'counted' | 'changed' | 'withdrawn' | 'repeated' | 'superseded';
export type BallotRefusal = 'POLL_NOT_OPEN' | 'POLL_CLOSED' | 'ALREADY_VOTED';

/** What the rule decides by: the voter's stored entry, the new one, the poll's state and the store's clock. */
export interface BallotCase {
  stored: StoredBallot | null;
  /** `seq` null: the clock stands in. `bins` null: a withdrawal. */
  ballot: { seq: number | null; bins: Bins | null };
  poll: { status: 'draft' | 'open' | 'closed'; changeable: boolean };
  nowMs: number;
}

export type Ruling = { status: BallotStatus; next: StoredBallot | null } | { refused: BallotRefusal };

/**
 * The ballot rule (docs/SPEC.md B1–B7), pure. server/lua/cast-ballots.lua is the same rule in the store's own language;
 * test/model drives both with the same commands. `next` is what the store holds afterwards.
 */
export function ruleOnBallot({ stored, ballot, poll, nowMs }: BallotCase): Ruling {
  const next = { seq: ballot.seq ?? Math.max(nowMs, (stored?.seq ?? 0) + 1), bins: ballot.bins };
  // A retry is answered from what is stored before the poll's state is looked at: truly, even after the close.
  if (stored !== null) {
    if (next.seq === stored.seq) return { status: 'repeated', next: stored };
    if (next.seq < stored.seq) return { status: 'superseded', next: stored };
    // The newer seq is kept: a still later copy of a ballot in between must not override this one.
    if (sameBins(stored.bins, next.bins)) return { status: 'repeated', next };
  }
  if (poll.status === 'draft') return { refused: 'POLL_NOT_OPEN' };
  if (poll.status === 'closed') return { refused: 'POLL_CLOSED' };
  const hasVoted = stored !== null && stored.bins !== null;
  if (hasVoted && !poll.changeable) return { refused: 'ALREADY_VOTED' };
  if (next.bins === null) return { status: 'withdrawn', next };
  return { status: hasVoted ? 'changed' : 'counted', next };
}

function sameBins(a: Bins | null, b: Bins | null): boolean {
  if (a === null || b === null) return a === b;
  const bins = Object.keys(a);
  return bins.length === Object.keys(b).length && bins.every((bin) => a[bin] === b[bin]);
}
