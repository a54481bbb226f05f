import type { PollcastClient, PollState } from '@pollcast/client';
import { type Answer, misfitOf } from '@pollcast/shared/pure';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Announcer } from '../parts/announcer.tsx';
import { Bars } from '../parts/bars.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { spokenResult } from '../parts/spoken.ts';
import { meanText, words } from '../words/words.ts';
import { AnswerForm } from './answer-form.tsx';
import { BallotBar } from './ballot-bar.tsx';
import { binsChosen, countedAnswer, isSettled, labelsOf, sameAnswer, sendsAtOnce } from './ballot-course.ts';
import { hintOf, whyNoResult } from './hints.ts';

/** The poll on stage: its question, one's own answer, and the result as far as it may be seen. */
export function Question({ client, state }: { client: PollcastClient; state: PollState }) {
  const { poll, result, ballot } = state;
  const [draft, setDraft] = useState<Answer | null>(null);
  const now = useCallback(() => client.serverNow(), [client]);
  const isOpen = poll.status === 'open';
  const heading = useHeadingThatTakesFocus(isOpen);
  const shown = draft ?? ballot?.answer ?? null;
  const isReady =
    draft !== null && misfitOf(poll, draft) === null && !sameAnswer(poll, draft, countedAnswer(ballot));

  const cast = (answer: Answer) => {
    setDraft(null);
    // What became of it stands in the poll's state.
    client.castBallot(poll.id, answer).catch(() => {});
  };
  const withdraw = () => {
    setDraft(null);
    client.withdrawBallot(poll.id).catch(() => {});
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) cast(draft);
      }}
    >
      <div aria-live="polite">
        <h1 id="question" tabIndex={-1} ref={heading}>
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
      <BallotBar state={state} draft={draft} isReady={isReady} onWithdraw={withdraw} />
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

/** When the form gives way to the result, whoever stood in it goes on from the question. */
function useHeadingThatTakesFocus(isOpen: boolean) {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasInForm = useRef(false);
  if (isOpen) wasInForm.current = document.activeElement?.closest('fieldset') != null;
  useLayoutEffect(() => {
    if (!isOpen && wasInForm.current) heading.current?.focus({ preventScroll: true });
  }, [isOpen]);
  return heading;
}
