import type { PollState } from '@pollcast/client';
import { type Answer, misfitOf } from '@pollcast/shared/pure';
import { factsOf, type Speech, spokenResult, taskText, whyNoResult } from '@pollcast/shared/words';
import { createElement } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { countedAnswer, isSettled, sameAnswer, sendsAtOnce } from '../pages/audience/ballot-course.ts';
import { Announcer } from '../pages/parts/announcer.tsx';
import { useKeptFocus } from '../pages/parts/use-kept-focus.ts';
import { BallotLine } from './ballot-line.tsx';
import type { EmbeddedPoll } from './embedded-poll.ts';
import { Rows } from './rows.tsx';
import { ORIGIN } from './server-link.ts';
import { spokenIn } from './spoken-in.ts';
import { TimeLeft } from './time-left.tsx';

interface FigureProps {
  speech: Speech;
  embedded: EmbeddedPoll;
  state: PollState;
  /** The level of heading that the question is in the page, `1` to `6`; null for none. */
  heading: string | null;
  /** The reader's focus is in it: a result that moves is then told to screen readers, and only then. */
  isFocused: boolean;
}

/** The poll as a figure of an article: question, options with what they got, one's own answer, turnout. */
export function Figure({ speech, embedded, state, heading, isFocused }: FigureProps) {
  const { poll, result, ballot } = state;
  const [draft, setDraft] = useState<Answer | null>(null);
  const wasOpen = useRef(poll.status === 'open');
  const form = useRef<HTMLFormElement>(null);
  useKeptFocus(form, '#question');
  const isOpen = poll.status === 'open';
  const shown = (isOpen ? draft : null) ?? ballot?.answer ?? null;
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
      data-was-open={wasOpen.current}
      {...spokenIn(speech.language)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) cast(draft);
      }}
    >
      <Question text={poll.question} heading={heading} />
      <Lead speech={speech} state={state} now={embedded.now} />
      <Rows
        speech={speech}
        state={state}
        answer={shown}
        isSettled={isSettled(poll, ballot)}
        onAnswer={sendsAtOnce(poll) ? cast : setDraft}
      >
        {wasOpen.current && (
          <BallotLine
            speech={speech}
            state={state}
            draft={draft}
            isReady={isReady}
            isOffline={embedded.isOffline}
            onWithdraw={() => cast(null)}
          />
        )}
      </Rows>
      <Standing speech={speech} state={state} />
      {result !== null && isOpen && <Announcer text={isFocused ? spokenResult(result, speech) : ''} />}
    </form>
  );
}

function Question({ text, heading }: { text: string; heading: string | null }) {
  const isHeading = heading !== null && /^[1-6]$/.test(heading);
  const attributes = { id: 'question', part: 'question', dir: 'auto', tabIndex: -1 };
  return createElement(isHeading ? `h${heading}` : 'p', attributes, text);
}

type PartProps = Pick<FigureProps, 'speech' | 'state'>;

/** What to do while voting is open, and when it was. */
function Lead({ speech, state: { poll }, now }: PartProps & { now: () => number }) {
  const { words, dateText } = speech;
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
          {poll.segment !== null && ` ${words('vote.segment')}`}
          {poll.closesAt !== null && <TimeLeft speech={speech} closesAt={poll.closesAt} now={now} />}
        </p>
      );
    default:
      return poll.status satisfies never;
  }
}

/** How many have voted, or why there is nothing to see; and the way to the poll's own page. */
function Standing({ speech, state }: PartProps) {
  return (
    <p class="standing">
      <span>{standingText(speech, state)}</span>
      <a href={`${ORIGIN}/p/${state.poll.id}`} target="_top" part="link">
        {speech.words('app.name')}
      </a>
    </p>
  );
}

/** In one piece: a text of two would move its second when a number grows. */
function standingText(speech: Speech, { poll, result, turnout, ballot }: PollState): string {
  const { words } = speech;
  if (result !== null)
    return [words('result.votes', { count: result.voters }), ...factsOf(result, speech)].join(' · ');
  const voted = turnout === null ? '' : `${words('result.voted', { count: turnout })}. `;
  const reason = poll.status === 'draft' ? null : whyNoResult(poll, ballot?.state === 'counted', words);
  return voted + (reason ?? '');
}
