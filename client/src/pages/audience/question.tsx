import type { PollState } from '@pollcast/client';
import { type Answer, misfitOf } from '@pollcast/shared/pure';
import { useCallback, useRef, useState } from 'preact/hooks';
import { AnswerForm, Outcome } from '../kinds/answer-form.tsx';
import type { LiveRoom } from '../live/live-room.ts';
import { Countdown } from '../parts/countdown.tsx';
import { longestWord, questionSize } from '../parts/question-size.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { words } from '../words/words.ts';
import { BallotBar } from './ballot-bar.tsx';
import { countedAnswer, isSettled, sameAnswer, sendsAtOnce } from './ballot-course.ts';
import { hintOf } from './hints.ts';
import './question.css';

/** One poll: its question, one's own answer, and the result as far as it may be seen. Nothing moves when it closes. */
export function Question({ live, state }: { live: LiveRoom; state: PollState }) {
  const { client } = live;
  const { poll, ballot } = state;
  const [draft, setDraft] = useState<Answer | null>(null);
  const [isWithdrawn, setIsWithdrawn] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useKeptFocus(form, 'h1');
  const shown = draft ?? ballot?.answer ?? null;
  const isReady = draft !== null && misfitOf(poll, draft) === null;

  const cast = (answer: Answer) => {
    setDraft(null);
    setIsWithdrawn(false);
    // What became of it stands in the poll's state.
    client.castBallot(poll.id, answer).catch(() => {});
  };
  const choose = (answer: Answer) =>
    setDraft(sameAnswer(poll, answer, countedAnswer(ballot)) ? null : answer);
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
      <Course live={live} state={state} />
      <h1
        id="question"
        tabIndex={-1}
        data-size={questionSize(poll.question)}
        style={{ '--word': String(longestWord(poll.question)) }}
      >
        {poll.question}
      </h1>
      <p class="hint" data-over={poll.status !== 'open'}>
        {hintOf(poll)}
      </p>
      <SegmentNote live={live} state={state} />
      {poll.status === 'open' ? (
        <AnswerForm
          state={state}
          answer={shown}
          isSettled={isSettled(poll, ballot)}
          onAnswer={sendsAtOnce(poll) ? cast : choose}
        />
      ) : (
        <Outcome client={client} state={state} answer={ballot?.answer ?? null} />
      )}
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

/** What else an answer is used for, told before it is given. */
function SegmentNote({ live, state: { poll } }: { live: LiveRoom; state: PollState }) {
  if (poll.segment !== null) return <p class="segment-note small soft">{words('vote.segment')}</p>;
  const isSegment = live.room.value?.room.segment === poll.id;
  return isSegment ? <p class="segment-note small soft">{words('vote.isSegment')}</p> : null;
}

/** Open, open for so long, or closed. */
function Course({ live: { client }, state: { poll } }: { live: LiveRoom; state: PollState }) {
  const now = useCallback(() => client.serverNow(), [client]);
  const isOpen = poll.status === 'open';
  return (
    <p class="course-line" data-status={poll.status}>
      {isOpen && poll.closesAt !== null ? (
        <Countdown closesAt={poll.closesAt} now={now} />
      ) : (
        <span>{words(isOpen ? 'page.open' : 'audience.closed')}</span>
      )}
    </p>
  );
}
