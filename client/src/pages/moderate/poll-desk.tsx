import type { PollState } from '@pollcast/client';
import { type Poll, resultOf } from '@pollcast/shared/pure';
import { useCallback, useState } from 'preact/hooks';
import { kindViews } from '../kinds/registry.ts';
import { ResultPicture } from '../kinds/result-picture.tsx';
import { Announcer } from '../parts/announcer.tsx';
import { Bars } from '../parts/bars.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { OptionList } from '../parts/option-list.tsx';
import { longestWord, questionSize } from '../parts/question-size.ts';
import { Split } from '../parts/split.tsx';
import { factsOf, spokenResult } from '../parts/spoken.ts';
import { durationText, words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { everybodySees, votersSee } from './next-step.ts';
import { PollActions } from './poll-actions.tsx';
import { ResetDialog } from './reset-dialog.tsx';
import './poll-desk.css';

const NOBODY = { voters: 0, bins: {} };

/** The poll being looked at: how it stands, its result, and what to do next. */
export function PollDesk({ desk, state }: { desk: Desk; state: PollState }) {
  const { poll } = state;
  const isDraft = poll.status === 'draft';
  const result = state.result ?? resultOf(poll, NOBODY);
  const [isSorted, setIsSorted] = useState(false);
  return (
    <article class="poll-desk">
      <Facts desk={desk} state={state} />
      <h1
        tabIndex={-1}
        data-size={questionSize(poll.question)}
        style={{ '--word': String(longestWord(poll.question)) }}
      >
        {poll.question}
      </h1>
      {isDraft ? (
        <OptionList poll={poll} />
      ) : (
        <ResultPicture
          client={desk.live.client}
          state={state}
          result={result}
          isSorted={isSorted}
          size="Chart"
          onSettings={(mend) => void desk.mendSettings(poll.id, mend)}
        >
          <Bars result={result} isSorted={isSorted} />
        </ResultPicture>
      )}
      <p class="standing soft figures">
        {!isDraft && <span>{visibilityOf(poll)}</span>}
        {factsOf(result).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
        {!isDraft && kindViews[poll.kind].hasOwnOrder !== true && (
          <button
            type="button"
            class="button sort"
            data-look="bare"
            aria-pressed={isSorted}
            onClick={() => setIsSorted(!isSorted)}
          >
            {words('moderate.sort')}
          </button>
        )}
      </p>
      {!isDraft && <Split key={poll.id} client={desk.live.client} state={state} />}
      {!isDraft && <Announcer text={spokenResult(result)} />}
      <PollActions desk={desk} poll={poll} />
      {desk.dialog.value === 'reset' && <ResetDialog desk={desk} state={state} />}
    </article>
  );
}

function Facts({ desk, state: { poll, tally } }: { desk: Desk; state: PollState }) {
  const { client, room } = desk.live;
  const now = useCallback(() => client.serverNow(), [client]);
  const present = room.value?.present ?? 0;
  const voters = tally?.voters ?? 0;
  const isStaged = room.value?.room.stage === poll.id;
  return (
    <p class="poll-facts soft figures">
      <span>{words(isStaged ? 'moderate.onStage' : 'moderate.offStage')}</span>
      <span class="status" data-status={poll.status}>
        {words(`status.${poll.status}`)}
      </span>
      {poll.status === 'open' && poll.closesAt !== null && <Countdown closesAt={poll.closesAt} now={now} />}
      {poll.status === 'draft' && poll.settings.durationMs !== null && (
        <span>{words('moderate.timed', { time: durationText(poll.settings.durationMs) })}</span>
      )}
      {poll.status !== 'draft' && (
        <strong>
          {poll.status === 'open' && present > voters
            ? words('result.votedOf', { count: voters, present })
            : words('result.votes', { count: voters })}
        </strong>
      )}
    </p>
  );
}

function visibilityOf(poll: Poll): string {
  if (everybodySees(poll)) return words('moderate.visibleAll');
  return words(votersSee(poll) ? 'moderate.visibleVoters' : 'moderate.visibleNone');
}
