import type { Answer, Ballot, CommandResult } from '@pollcast/shared/pure';
import type { Deferred } from './deferred.ts';
import type { PollcastError } from './pollcast-error.ts';
import type { OwnBallot } from './types.ts';

type Cast = CommandResult<'ballot:cast'>;
type Withdrawal = CommandResult<'ballot:withdraw'>;

/** What became of a ballot; a withdrawal leaves none. */
export interface Outcome {
  status: Cast['status'] | Withdrawal['status'];
  version: number;
  ballot: Ballot | null;
}

/** A ballot on its way; `answer` null withdraws. It keeps its seq through all attempts. */
export interface Wish {
  answer: Answer | null;
  seq: number;
  attempts: number;
  outcome: Deferred<Outcome>;
}

/** One's own ballot in one round of a poll: what is stored, and the one wish under way. */
export interface Lane {
  id: string;
  round: number;
  stored: Ballot | null;
  /** The greatest seq used or seen. */
  lastSeq: number;
  /** When an answer to a wish last told what is stored, in ticks. */
  answeredAt: number;
  wish: Wish | null;
  failure: PollcastError | null;
  /** A wish that gave way to a newer one stayed unanswered: it may be counted. */
  isUncertain: boolean;
}

export function newLane(id: string, round: number): Lane {
  return {
    id,
    round,
    stored: null,
    lastSeq: 0,
    answeredAt: 0,
    wish: null,
    failure: null,
    isUncertain: false,
  };
}

/** The lane as people see it. */
export function ownBallot({ wish, failure, stored }: Lane): OwnBallot | null {
  const counted = stored?.answer ?? null;
  if (wish !== null)
    return { state: 'sending', answer: wish.answer, previous: counted, attempts: wish.attempts };
  if (failure !== null) return { state: 'failed', answer: counted, error: failure };
  return counted === null ? null : { state: 'counted', answer: counted };
}

/** A cast's result; one that gave way to a newer wish has that one's, whatever it was. */
export function asCast({ status, version, ballot }: Outcome): Cast {
  return { status: status === 'withdrawn' ? 'superseded' : status, version, ballot };
}

export function asWithdrawal({ status, version }: Outcome): Withdrawal {
  return { status: status === 'counted' || status === 'changed' ? 'superseded' : status, version };
}

export function asSuperseded(outcome: Outcome): Outcome {
  return { ...outcome, status: 'superseded' };
}
