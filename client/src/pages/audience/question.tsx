import type { PollState } from '@pollcast/client';
import { type Answer, misfitOf } from '@pollcast/shared/pure';
import { useCallback, useRef, useState } from 'preact/hooks';
import type { LiveRoom } from '../live/live-room.ts';
import { Announcer } from '../parts/announcer.tsx';
import { Bars } from '../parts/bars.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { spokenResult } from '../parts/spoken.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { meanText, words } from '../words/words.ts';
import { AnswerForm } from './answer-form.tsx';
import { BallotBar } from './ballot-bar.tsx';
import { binsChosen, countedAnswer, isSettled, labelsOf, sameAnswer, sendsAtOnce } from './ballot-course.ts';
import { hintOf, whyNoResult } from './hints.ts';

/** The poll on stage: its question, one's own answer, and the result as far as it may be seen. */
export function Question({ live, state }: { live: LiveRoom; state: PollState }) {
  const { client } = live;
  const { poll, result, ballot } = state;
  const [draft, setDraft] = useState<Answer | null>(null);
  const [isWithdrawn, setIsWithdrawn] = useState(false);
  const now = useCallback(() => client.serverNow(), [client]);
  const isOpen = poll.status === 'open';
  const form = useRef<HTMLFormElement>(null);
  useKeptFocus(form, 'h1');
  const shown = draft ?? ballot?.answer ?? null;
  const isReady =
    draft !== null && misfitOf(poll, draft) === null && !sameAnswer(poll, draft, countedAnswer(ballot));

  const cast = (answer: Answer) => {
    setDraft(null);
    setIsWithdrawn(false);
    // What became of it stands in the poll's state.
    client.castBallot(poll.id, answer).catch(() => {});
  };
  const withdraw = () => {
    setDraft(null);
    client
      .withdrawBallot(poll.id)
      .then(() => setIsWithdrawn(true))
      .catch(() => {});
  };

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) cast(draft);
      }}
    >
      <div aria-live="polite">
        <h1 id="question" tabIndex={-1}>
          {poll.question}
        </h1>
      </div>
      <p class="hint">
        {isOpen ? hintOf(poll) : words('audience.closed')}
        {isOpen && poll.closesAt !== null && <Countdown closesAt={poll.closesAt} now={now} />}
      </p>
      {isOpen && (
        <AnswerForm
          state={state}
          answer={shown}
          isSettled={isSettled(poll, ballot)}
          onAnswer={sendsAtOnce(poll) ? cast : setDraft}
        />
      )}
      {!isOpen && result !== null && <Bars result={result} mine={binsChosen(poll, shown)} />}
      {!isOpen && result === null && shown !== null && (
        <p>{words('vote.mineIs', { answer: labelsOf(poll, shown).join(', ') })}</p>
      )}
      <Standing state={state} />
      {result !== null && <Announcer text={spokenResult(result)} />}
      <BallotBar
        state={state}
        isOffline={live.connection.value.status === 'offline'}
        draft={draft}
        isReady={isReady}
        isWithdrawn={isWithdrawn}
        onWithdraw={withdraw}
      />
    </form>
  );
}

/** How many have voted, the mean of a rating, or why there is nothing to see. */
function Standing({ state: { poll, result, turnout, ballot } }: { state: PollState }) {
  const reason = result === null ? whyNoResult(poll, ballot) : null;
  return (
    <p class="standing soft figures">
      {result !== null && <span>{words('result.votes', { count: result.base })}</span>}
      {typeof result?.mean === 'number' && (
        <span>{words('result.mean', { mean: meanText(result.mean) })}</span>
      )}
      {result === null && turnout !== null && <span>{words('result.voted', { count: turnout })}</span>}
      {reason !== null && <span>{reason}</span>}
    </p>
  );
}
