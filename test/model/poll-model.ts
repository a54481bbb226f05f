import type { Bins } from '@pollcast/shared';
import { ruleOnBallot, type StoredBallot } from '../../server/src/domain/ballot-rule.ts';
import type { BallotOutcome, BallotRequest } from '../../server/src/domain/store.ts';

/** What a poll comes to in a store or in the model, without times and versions, which differ from store to store. */
export interface View {
  status: 'draft' | 'open' | 'closed';
  round: number;
  changeable: boolean;
  revealed: boolean | null;
  isDeleted: boolean;
  hasDeadline: boolean;
  isClosedInTime: boolean | null;
  voters: number;
  bins: Bins;
  ballots: Record<string, StoredBallot | null>;
}

export type Opening = { hasDuration: boolean; extends: boolean; round: number | undefined };
export type Edit = {
  changeable: boolean;
  revealed: boolean | null;
  isDeleted: boolean;
  /** What is told of the counters changes, not the counters. */
  retells: boolean;
};
export type StatusAnswer = 'changed' | 'same' | 'POLL_NOT_FOUND' | 'POLL_NOT_OPEN' | 'CONFLICT';

/** The rules of a poll in the plainest form: a status, and a ballot a voter. Counters are added up when asked for. */
export function createPollModel(voterKeys: readonly string[]) {
  const poll = {
    status: 'draft' as View['status'],
    round: 1,
    changeable: true,
    revealed: null as boolean | null,
    isDeleted: false,
    hasDeadline: false,
    isClosedInTime: null as boolean | null,
  };
  const ballots = new Map<string, StoredBallot>();
  let isDue = false;
  let version = 1;

  function move(changes: Partial<typeof poll>): 'changed' {
    Object.assign(poll, changes);
    isDue &&= poll.status === 'open';
    version += 1;
    return 'changed';
  }

  function settle(): void {
    if (isDue) move({ status: 'closed', isClosedInTime: true });
  }

  function refusal(round: number | undefined): 'POLL_NOT_FOUND' | 'CONFLICT' | null {
    settle();
    if (poll.isDeleted) return 'POLL_NOT_FOUND';
    return round === undefined || round === poll.round ? null : 'CONFLICT';
  }

  return {
    version: () => version,

    passDeadline(): void {
      isDue = poll.status === 'open' && poll.hasDeadline;
    },

    edit({ retells: _, ...changes }: Edit): void {
      settle();
      move(changes);
    },

    open({ hasDuration, extends: doesExtend, round }: Opening): StatusAnswer {
      const refused = refusal(round);
      if (refused !== null) return refused;
      if (poll.status !== 'open')
        return move({ status: 'open', hasDeadline: hasDuration, isClosedInTime: null });
      return doesExtend ? move({ hasDeadline: true }) : 'same';
    },

    close(round: number | undefined): StatusAnswer {
      const refused = refusal(round);
      if (refused !== null) return refused;
      if (poll.status === 'draft') return 'POLL_NOT_OPEN';
      return poll.status === 'closed' ? 'same' : move({ status: 'closed', isClosedInTime: false });
    },

    reset(round: number | undefined): StatusAnswer {
      const refused = refusal(round);
      const isRepeated = poll.status === 'draft' && round === poll.round - 1;
      if (refused !== null) return refused === 'CONFLICT' && isRepeated ? 'same' : refused;
      if (poll.status === 'draft') return 'same';
      ballots.clear();
      return move({
        status: 'draft',
        round: poll.round + 1,
        hasDeadline: false,
        isClosedInTime: null,
        revealed: null,
      });
    },

    cast(batch: readonly BallotRequest[], knownVersion: number): BallotOutcome[] | 'stale' {
      settle();
      if (poll.isDeleted || knownVersion !== version) return 'stale';
      return batch.map(({ voterKey, ...ballot }): BallotOutcome => {
        const ruling = ruleOnBallot({ stored: ballots.get(voterKey) ?? null, ballot, poll, nowMs: 0 });
        if ('refused' in ruling) return ruling;
        if (ruling.next !== null) ballots.set(voterKey, ruling.next);
        return { status: ruling.status, stored: ruling.next };
      });
    },

    view(): View {
      settle();
      const bins: Record<string, number> = {};
      for (const { bins: chosen } of ballots.values()) {
        for (const [bin, count] of Object.entries(chosen ?? {})) bins[bin] = (bins[bin] ?? 0) + count;
      }
      const voters = [...ballots.values()].filter((ballot) => ballot.bins !== null).length;
      const stored = voterKeys.map((voterKey) => [voterKey, ballots.get(voterKey) ?? null] as const);
      return { ...poll, voters, bins, ballots: Object.fromEntries(stored) };
    },
  };
}

export type PollModel = ReturnType<typeof createPollModel>;
