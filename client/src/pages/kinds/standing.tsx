import type { PollState } from '@pollcast/client';
import { whyNoResult } from '../audience/hints.ts';
import { factsOf } from '../parts/spoken.ts';
import { words } from '../words/words.ts';

interface StandingProps {
  state: PollState;
  /** What stands large elsewhere is not said again. */
  hasFacts?: boolean;
}

/** How many have voted, what it comes to, or why there is nothing to see: each line grows at its end. */
export function Standing({ state, hasFacts = true }: StandingProps) {
  const { poll, result, turnout, ballot } = state;
  const reason = result === null ? whyNoResult(poll, ballot) : null;
  const voted = turnout === null ? '' : words('result.voted', { count: turnout });
  return (
    <div class="standing soft figures">
      <p>
        {result === null
          ? voted
          : [words('result.votes', { count: result.voters }), ...(hasFacts ? factsOf(result) : [])].join(
              ' · ',
            )}
      </p>
      {reason !== null && <p>{reason}</p>}
    </div>
  );
}
