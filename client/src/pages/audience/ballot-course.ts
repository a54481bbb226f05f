import type { OwnBallot } from '@pollcast/client';
import { type Answer, binsOfAnswer, isOneTap, type Poll, rowsOfAnswer } from '@pollcast/shared/pure';

/**
 * A tap casts at once where it can be taken back and is the whole answer. Several options are sent when they are
 * complete; and what is final is sent on purpose, since arrow keys choose every option that they pass.
 */
export function sendsAtOnce(poll: Poll): boolean {
  return poll.settings.changeable && isOneTap(poll);
}

/** The answer that the server counts as far as is known here. */
export function countedAnswer(ballot: OwnBallot | null): Answer | null {
  if (ballot === null) return null;
  return ballot.state === 'sending' ? ballot.previous : ballot.answer;
}

/** The answer is in, or on its way, and nothing more can be done about it. */
export function isSettled(poll: Poll, ballot: OwnBallot | null): boolean {
  return !poll.settings.changeable && ballot !== null && ballot.answer !== null;
}

/** The ids of the result's rows that an answer is in. */
export function rowsChosen(poll: Poll, answer: Answer | null): string[] {
  return answer === null ? [] : rowsOfAnswer(poll, answer);
}

export function sameAnswer(poll: Poll, a: Answer | null, b: Answer | null): boolean {
  return binsIn(poll, a) === binsIn(poll, b);
}

function binsIn(poll: Poll, answer: Answer | null): string {
  return answer === null ? '' : JSON.stringify(Object.entries(binsOfAnswer(poll, answer)).sort());
}
