import type { PollState } from '@pollcast/client';
import type { Answer } from '@pollcast/shared/pure';
import { meanText, words } from '../words/words.ts';
import { labelsOf } from './ballot-course.ts';
import { whyNoResult } from './hints.ts';

/** How many have voted, the mean of a rating, or why there is nothing to see. `answer` is one's own, where it is said here. */
export function Standing({ state, answer = null }: { state: PollState; answer?: Answer | null }) {
  const { poll, result, turnout, ballot } = state;
  const reason = result === null ? whyNoResult(poll, ballot) : null;
  return (
    <p class="standing soft figures">
      {result !== null && <span>{words('result.votes', { count: result.base })}</span>}
      {poll.status === 'open' && typeof result?.mean === 'number' && (
        <span>{words('result.mean', { mean: meanText(result.mean) })}</span>
      )}
      {result === null && turnout !== null && <span>{words('result.voted', { count: turnout })}</span>}
      {reason !== null && <span>{reason}</span>}
      {answer !== null && (
        <span class="own">{words('vote.mineIs', { answer: labelsOf(poll, answer).join(', ') })}</span>
      )}
    </p>
  );
}
