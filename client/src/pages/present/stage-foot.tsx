import type { PollcastClient, PollState } from '@pollcast/client';
import type { Poll } from '@pollcast/shared/pure';
import { whyNoResult } from '@pollcast/shared/words';
import { useCallback } from 'preact/hooks';
import { clockText } from '../parts/clock-text.ts';
import { Countdown } from '../parts/countdown.tsx';
import { meanOf } from '../parts/spoken.ts';
import { Tween } from '../parts/tween.tsx';
import { words } from '../words/words.ts';

/** Under the poll: how it stands, how long it goes on, how many have voted. */
export function StageFoot({ client, state }: { client: PollcastClient; state: PollState }) {
  const { poll, result, ballot } = state;
  const now = useCallback(() => client.serverNow(), [client]);
  const why = result === null ? whyNoResult(poll, ballot?.state === 'counted', words) : null;
  return (
    <footer class="soft">
      <span class="status" data-status={poll.status}>
        {words(`status.${poll.status}`)}
      </span>
      {poll.status === 'closed' && result !== null && <span>{words('stage.final')}</span>}
      {poll.status === 'open' && poll.closesAt !== null && (
        <strong class="time" data-widest={widestTime(poll)}>
          <Countdown closesAt={poll.closesAt} now={now} />
        </strong>
      )}
      {why !== null && <span>{why}</span>}
      {/* Of nobody it is a dash, so that the first vote moves nothing. */}
      {result?.mean !== undefined && (
        <strong class="figures">{words('result.mean', { mean: meanOf(result) })}</strong>
      )}
      <VoteCount state={state} />
    </footer>
  );
}

/** The time that was left at first, in whose place the rest runs down: a digit less moves nothing. */
function widestTime({ openedAt, closesAt }: Poll): string {
  return words('time.left', { time: clockText((closesAt ?? 0) - (openedAt ?? 0)) });
}

/** The votes of a result, or how many have voted where only that is told. */
export function VoteCount({ state: { result, turnout } }: { state: PollState }) {
  const count = result?.voters ?? turnout;
  if (count === null) return null;
  return (
    <strong class="votes">
      <Tween values={[count]} write={result === null ? votedText : votesText} />
    </strong>
  );
}

const votesText = (count: number) => words('result.votes', { count });
const votedText = (count: number) => words('result.voted', { count });
