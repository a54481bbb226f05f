import type { PollState } from '@pollcast/client';
import { type Answer, misfitOf } from '@pollcast/shared/pure';
import { spokenResult, taskText, whyNoResult } from '@pollcast/shared/words';
import { createElement } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { countedAnswer, isSettled, sameAnswer, sendsAtOnce } from '../pages/audience/ballot-course.ts';
import { Announcer } from '../pages/parts/announcer.tsx';
import { useKeptFocus } from '../pages/parts/use-kept-focus.ts';
import { BallotLine } from './ballot-line.tsx';
import type { EmbeddedPoll } from './embedded-poll.ts';
import { Rows } from './rows.tsx';
import { ORIGIN } from './server-link.ts';
import { TimeLeft } from './time-left.tsx';
import { spokenIn, useSpeech } from './use-speech.ts';

interface FigureProps {
  embedded: EmbeddedPoll;
  state: PollState;
  /** The level of heading that the question is in the page, `1` to `6`; null for none. */
  heading: string | null;
}

/** The poll as a figure of an article: question, options with what they got, one's own answer, turnout. */
export function Figure({ embedded, state, heading }: FigureProps) {
  const { poll, result, ballot } = state;
  const speech = useSpeech();
  const [draft, setDraft] = useState<Answer | null>(null);
  const wasOpen = useRef(poll.status === 'open');
  const form = useRef<HTMLFormElement>(null);
  useKeptFocus(form, '#question');
  const shown = draft ?? ballot?.answer ?? null;
  const isReady =
    draft !== null && misfitOf(poll, draft) === null && !sameAnswer(poll, draft, countedAnswer(ballot));

  const cast = (answer: Answer | null) => {
    setDraft(null);
    embedded.cast(answer);
  };

  return (
    <form
      ref={form}
      part="figure"
      {...spokenIn(speech.language)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) cast(draft);
      }}
    >
      <Question text={poll.question} heading={heading} />
      <Lead state={state} now={embedded.now} />
      <Rows
        state={state}
        answer={shown}
        isSettled={isSettled(poll, ballot)}
        onAnswer={sendsAtOnce(poll) ? cast : setDraft}
      />
      {wasOpen.current && (
        <BallotLine
          state={state}
          draft={draft}
          isReady={isReady}
          isOffline={embedded.isOffline}
          onWithdraw={() => cast(null)}
        />
      )}
      <Standing state={state} />
      {result !== null && poll.status === 'open' && <Announcer text={spokenResult(result, speech)} />}
    </form>
  );
}

function Question({ text, heading }: { text: string; heading: string | null }) {
  const isHeading = heading !== null && /^[1-6]$/.test(heading);
  const attributes = { id: 'question', part: 'question', dir: 'auto', tabIndex: -1 };
  return createElement(isHeading ? `h${heading}` : 'p', attributes, text);
}

/** What to do while voting is open, and when it was. */
function Lead({ state: { poll }, now }: { state: PollState; now: () => number }) {
  const { words, dateText } = useSpeech();
  switch (poll.status) {
    case 'draft':
      return <p class="lead">{words('page.draft')}</p>;
    case 'closed':
      return (
        <p class="lead">
          {poll.closedAt === null
            ? words('page.closed')
            : words('page.conducted', { date: dateText(poll.closedAt) })}
        </p>
      );
    case 'open':
      return (
        <p class="lead">
          {taskText(poll, words)}
          {!poll.settings.changeable && ` ${words('vote.final')}`}
          {poll.closesAt !== null && <TimeLeft closesAt={poll.closesAt} now={now} />}
        </p>
      );
    default:
      return poll.status satisfies never;
  }
}

/** How many have voted, or why there is nothing to see; and the way to the poll's own page. */
function Standing({ state: { poll, result, turnout, ballot } }: { state: PollState }) {
  const { words, meanText } = useSpeech();
  const reason =
    result === null && poll.status !== 'draft' ? whyNoResult(poll, ballot?.state === 'counted', words) : null;
  return (
    <p class="standing">
      <span>
        {result !== null && words('result.votes', { count: result.base })}
        {typeof result?.mean === 'number' && ` · ${words('result.mean', { mean: meanText(result.mean) })}`}
        {result === null && turnout !== null && `${words('result.voted', { count: turnout })}. `}
        {reason}
      </span>
      <a href={`${ORIGIN}/p/${poll.id}`} target="_top" part="link">
        {words('app.name')}
      </a>
    </p>
  );
}
