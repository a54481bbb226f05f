import {
  knowsKind,
  maySeeResult,
  type Poll,
  type PollView,
  type Role,
  resultOf,
  type Tally,
  type Turnout,
} from '@pollcast/shared/pure';
import type { OwnBallot, PollState } from './types.ts';

/*
 * How what the server tells is merged: whole states, the greatest version wins, whatever the order in which they come.
 * Each function returns the same object when nothing changes.
 */

/** A poll of which nothing but its definition is known. */
export function newPollState(poll: Poll): PollState {
  return { poll, tally: null, result: null, turnout: null, ballot: null };
}

/** A new round starts without tally, turnout and ballot; a result that may no longer be seen goes. */
export function withPoll(state: PollState, poll: Poll, role: Role): PollState {
  if (poll.version <= state.poll.version) return state;
  if (poll.round !== state.poll.round) return newPollState(poll);
  return withoutHidden(withResult({ ...state, poll }), role);
}

export function withTally(state: PollState, tally: Tally): PollState {
  if (tally.round !== state.poll.round) return state;
  if (state.tally !== null && tally.version <= state.tally.version) return state;
  return withResult({ ...state, tally, turnout: tally.voters });
}

/** Turnouts have no version: the last told one counts, but a tally knows better. */
export function withTurnout(state: PollState, { round, voters }: Turnout): PollState {
  if (round !== state.poll.round || state.tally !== null || state.turnout === voters) return state;
  return { ...state, turnout: voters };
}

/** A withdrawal can take the right to see the result with it. */
export function withBallot(state: PollState, ballot: OwnBallot | null, role: Role): PollState {
  return withoutHidden({ ...state, ballot }, role);
}

/** Everything of a snapshot but the ballot, which `ballots` judges. */
export function withView(state: PollState, { poll, tally, turnout }: PollView, role: Role): PollState {
  const defined = withPoll(state, poll, role);
  if (tally !== undefined) return withTally(defined, tally);
  return turnout === undefined ? defined : withTurnout(defined, turnout);
}

function withResult(state: PollState): PollState {
  const { poll, tally } = state;
  return { ...state, result: tally === null || !knowsKind(poll.kind) ? null : resultOf(poll, tally) };
}

function withoutHidden(state: PollState, role: Role): PollState {
  if (state.tally === null || maySeeResult(state.poll, { role, hasVoted: hasVoted(state.ballot) }))
    return state;
  const turnout = state.poll.settings.turnout ? state.turnout : null;
  return { ...state, tally: null, result: null, turnout };
}

function hasVoted(ballot: OwnBallot | null): boolean {
  switch (ballot?.state) {
    case undefined:
      return false;
    case 'counted':
      return true;
    case 'sending':
      return ballot.previous !== null;
    case 'failed':
      return ballot.answer !== null;
    default:
      return ballot satisfies never;
  }
}
