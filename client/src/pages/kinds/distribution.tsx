import type { PollState } from '@pollcast/client';
import { resultOf } from '@pollcast/shared/pure';
import { Bars } from '../parts/bars.tsx';
import { Legend } from './legend.tsx';
import { Standing } from './standing.tsx';
import './distribution.css';

const NOBODY = { voters: 0, bins: {} };

/** The result as bars, below the form. Keeps its place where one's own answer brings it. */
export function Distribution({ state }: { state: PollState }) {
  const { poll, result } = state;
  const isToCome = result === null && poll.settings.results === 'after-vote';
  return (
    <>
      <Standing state={state} />
      <div class="distribution" data-quiet={result === null}>
        {(result !== null || isToCome) && (
          <>
            <Bars result={result ?? resultOf(poll, NOBODY)} />
            <Legend poll={poll} />
          </>
        )}
      </div>
    </>
  );
}
