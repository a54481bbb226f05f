import type { PollState } from '@pollcast/client';
import { type Result, resultOf } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import { Bars } from '../parts/bars.tsx';
import { words } from '../words/words.ts';
import { Legend } from './legend.tsx';
import { Standing } from './standing.tsx';
import './distribution.css';

const NOBODY = { voters: 0, bins: {} };

/** One's own answer in a line that keeps its place while there is none. */
export function OwnAnswer({ answer }: { answer: string | null }) {
  return <p class="own-answer">{answer !== null && words('vote.mineIs', { answer })}</p>;
}

interface DistributionProps {
  state: PollState;
  hasFacts?: boolean;
  /** The picture of a result, where it is not bars. */
  picture?: (result: Result) => ComponentChildren;
}

const bars = (result: Result) => <Bars result={result} />;

/** The result as far as it has a place: of nobody where one's own answer will bring it, null where none is shown. */
export function resultInPlace({ poll, result }: PollState): Result | null {
  if (result !== null) return result;
  return poll.settings.results === 'after-vote' ? resultOf(poll, NOBODY) : null;
}

/** How many chose each value. Keeps its place where one's own answer brings it. */
export function Distribution({ state, hasFacts = true, picture = bars }: DistributionProps) {
  const shown = resultInPlace(state);
  return (
    <>
      <Standing state={state} hasFacts={hasFacts} />
      <div class="distribution" data-quiet={state.result === null}>
        {shown !== null && (
          <>
            {picture(shown)}
            <Legend poll={state.poll} />
          </>
        )}
      </div>
    </>
  );
}
