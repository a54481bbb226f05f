import { Bars } from '../../parts/bars.tsx';
import { wonText } from '../../parts/spoken.ts';
import { StageBars } from '../../present/stage-bars.tsx';
import type { ResultProps } from '../kind-views.ts';
import { RunOff, RunOffTable, Ties } from './run-off.tsx';
import { useRunOff } from './use-run-off.ts';

/** What a wall can show of a long run-off: its end. */
const MOST = { rounds: 6, lines: 10 };

/** The points while voting goes on; then the run-off, with the points beside it. */
export function Stage({ client, state, isSorted }: ResultProps<'ranking'>) {
  const { poll, result } = state;
  const runoff = useRunOff(client, state);
  if (runoff?.winner == null)
    return <StageBars result={result} isFinal={poll.status === 'closed'} isSorted={isSorted} />;
  return (
    <div class="run-off stage-run-off">
      <p class="won">{wonText(poll, runoff)}</p>
      <RunOffTable
        poll={poll}
        runoff={runoff}
        most={MOST}
        points={new Map(result.rows.map(({ id, count }) => [id, count]))}
      />
      <Ties poll={poll} runoff={runoff} />
    </div>
  );
}

/** The points, and below them the run-off. */
export function Chart({ client, state, isSorted, runoff: known }: ResultProps<'ranking'>) {
  const asked = useRunOff(client, state);
  const runoff = known ?? asked;
  return (
    <>
      <Bars result={state.result} isSorted={isSorted} />
      {runoff !== null && <RunOff poll={state.poll} runoff={runoff} />}
    </>
  );
}
