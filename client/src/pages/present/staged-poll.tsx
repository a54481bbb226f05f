import type { PollcastClient, PollState } from '@pollcast/client';
import { binsOfPoll, type Result } from '@pollcast/shared/pure';
import { useCallback, useRef } from 'preact/hooks';
import { Announcer } from '../parts/announcer.tsx';
import { Bar, colourOf, partOf } from '../parts/bars.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { OptionList } from '../parts/option-list.tsx';
import { spokenResult } from '../parts/spoken.ts';
import { Tween } from '../parts/tween.tsx';
import { meanText, percentText, words } from '../words/words.ts';
import { useFit } from './use-fit.ts';

/** How many rows stand in one column, in two, in three. */
const COLUMNS_UP_TO = [8, 20, Number.POSITIVE_INFINITY];

/** A poll as large as the wall allows. Without a result its options stand alone. */
export function StagedPoll({ client, state }: { client: PollcastClient; state: PollState }) {
  const { poll, result } = state;
  const frame = useRef<HTMLDivElement>(null);
  const rowCount = binsOfPoll(poll).length;
  const columnCount = COLUMNS_UP_TO.findIndex((rows) => rowCount <= rows) + 1;
  useFit(frame, `${poll.version} ${result === null ? '' : digitsOf(result.base)}`);
  return (
    <main>
      <div
        class="frame"
        ref={frame}
        style={{ '--columns': String(columnCount), '--rows': String(Math.ceil(rowCount / columnCount)) }}
      >
        <h1>{poll.question}</h1>
        {result === null ? <OptionList poll={poll} /> : <StageBars result={result} />}
      </div>
      <Foot client={client} state={state} />
      {result !== null && <Announcer text={spokenResult(result)} />}
    </main>
  );
}

function StageBars({ result: { rows, base } }: { result: Result }) {
  return (
    <ol class="stage-bars" aria-label={words('result.list')}>
      {rows.map(({ id, label, count, percent }, index) => (
        <li key={id} class={colourOf(index)}>
          <span class="label">{label}</span>
          <Share count={count} percent={percent} />
          <Bar part={partOf(count, base)} />
        </li>
      ))}
    </ol>
  );
}

function Share({ count, percent }: { count: number; percent: number }) {
  return (
    <span class="share">
      <Tween values={[percent]} write={percentText} />
      <small>
        <Tween values={[count]} write={countText} />
      </small>
    </span>
  );
}

function Foot({ client, state: { poll, result, turnout } }: { client: PollcastClient; state: PollState }) {
  const now = useCallback(() => client.serverNow(), [client]);
  const votes = result?.base ?? null;
  return (
    <footer class="soft">
      <span class="status" data-status={poll.status}>
        {words(`status.${poll.status}`)}
      </span>
      {votes !== null && (
        <strong>
          <Tween values={[votes]} write={votesText} />
        </strong>
      )}
      {votes === null && turnout !== null && (
        <strong>
          <Tween values={[turnout]} write={votedText} />
        </strong>
      )}
      {typeof result?.mean === 'number' && (
        <span>{words('result.mean', { mean: meanText(result.mean) })}</span>
      )}
      {poll.status === 'open' && poll.closesAt !== null && <Countdown closesAt={poll.closesAt} now={now} />}
    </footer>
  );
}

const digitsOf = (count: number) => String(count).length;
const countText = (count: number) => words('result.count', { count });
const votesText = (count: number) => words('result.votes', { count });
const votedText = (count: number) => words('result.voted', { count });
