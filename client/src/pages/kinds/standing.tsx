import type { PollState } from '@pollcast/client';
import { whyNoResult } from '../audience/hints.ts';
import { meanText, words } from '../words/words.ts';

/** How many have voted, the mean of a rating, or why there is nothing to see: each line grows at its end. */
export function Standing({ state }: { state: PollState }) {
  const { poll, result, ballot } = state;
  const reason = result === null ? whyNoResult(poll, ballot) : null;
  return (
    <div class="standing soft figures">
      <p>{figuresOf(state)}</p>
      {reason !== null && <p>{reason}</p>}
    </div>
  );
}

function figuresOf({ poll, result, turnout }: PollState): string {
  if (result === null) return turnout === null ? '' : words('result.voted', { count: turnout });
  const votes = words('result.votes', { count: result.voters });
  if (poll.status !== 'open' || typeof result.mean !== 'number') return votes;
  return `${votes} · ${words('result.mean', { mean: meanText(result.mean) })}`;
}
