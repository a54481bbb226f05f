import type { Bins } from '@pollcast/shared';
import { ruleOnBallot, type StoredBallot } from '../../domain/ballot-rule.ts';
import type { BallotOutcome, BallotRequest } from '../../domain/store.ts';
import type { PollRow } from '../poll-row.ts';

/** What a batch comes to, before anything is written. */
export interface BatchRuling {
  outcomes: BallotOutcome[];
  /** The entries to store, by voter key. */
  replaced: Map<string, StoredBallot>;
  /** By how much each bin rises or falls; zeros left out. */
  increments: Map<string, number>;
  /** By how much the number of voters rises or falls. */
  voters: number;
}

interface Batch {
  row: PollRow;
  batch: readonly BallotRequest[];
  nowMs: number;
  /** A voter's entry as it is stored. */
  find(voterKey: string): StoredBallot | null;
}

/** Rules on each ballot in order; what an earlier one of the batch leaves is what a later one finds. */
export function ruleOnBatch({ row, batch, nowMs, find }: Batch): BatchRuling {
  const poll = { status: row.status, changeable: row.changeable === 1 };
  const replaced = new Map<string, StoredBallot>();
  const increments = new Map<string, number>();
  let voters = 0;

  function count(bins: Bins | null, sign: 1 | -1): void {
    if (bins === null) return;
    voters += sign;
    for (const [bin, weight] of Object.entries(bins))
      increments.set(bin, (increments.get(bin) ?? 0) + sign * weight);
  }

  const outcomes = batch.map(({ voterKey, ...ballot }): BallotOutcome => {
    const stored = replaced.get(voterKey) ?? find(voterKey);
    const ruling = ruleOnBallot({ stored, ballot, poll, nowMs });
    if ('refused' in ruling) return ruling;
    const { status, next } = ruling;
    if (next !== null && next !== stored) {
      count(stored?.bins ?? null, -1);
      count(next.bins, 1);
      replaced.set(voterKey, next);
    }
    return { status, stored: next };
  });

  for (const [bin, increment] of increments) if (increment === 0) increments.delete(bin);
  return { outcomes, replaced, increments, voters };
}
