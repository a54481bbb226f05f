import type { OwnBallot, PollState } from '@pollcast/client';
import type { Answer, Poll } from '@pollcast/shared/pure';
import { useRef } from 'preact/hooks';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { reasonOf, words } from '../words/words.ts';
import { answersIn, answersOf, sendsAtOnce, takesSeveral } from './ballot-course.ts';
import './ballot-bar.css';

interface BallotBarProps {
  state: PollState;
  /** Chosen but not sent. */
  draft: Answer | null;
  isReady: boolean;
  isOffline: boolean;
  /** The answer was taken back just now. */
  isWithdrawn: boolean;
  onWithdraw: () => void;
}

/** What has become of one's own answer, always at hand, and what can still be done about it. */
export function BallotBar(props: BallotBarProps) {
  const { state, draft, isReady, onWithdraw } = props;
  const { poll, ballot } = state;
  const course = courseOf(props);
  const bar = useRef<HTMLDivElement>(null);
  useKeptFocus(bar, '[role="status"]');
  const isOpen = poll.status === 'open';
  const mayChange = isOpen && poll.settings.changeable;
  const standsIn = ballot !== null && ballot.answer !== null && ballot.state !== 'sending';
  const isEmptied = standsIn && draft !== null && answersIn(draft) === 0;
  const asksToSend = isOpen && !sendsAtOnce(poll) && (draft !== null || ballot === null) && !isEmptied;
  const isCounted = ballot?.state === 'counted' && draft === null;
  const text = textOf(course, ballot) ?? silenceOf(props);
  return (
    <div class="ballot-bar" ref={bar} data-empty={text === '' && !asksToSend}>
      <div>
        <div class="course-lines">
          <p role="status" tabIndex={-1} class={`course ${course}`}>
            {/* New ones for each course: what takes another's place does not move there. */}
            <span key={course} class="course-text">
              {text}
            </span>
          </p>
          {isCounted && isOpen && (
            <p class="small soft">{words(mayChange ? 'vote.changeable' : 'vote.fixed')}</p>
          )}
        </div>
        {asksToSend && (
          <button type="submit" class="button" aria-disabled={!isReady}>
            {sendText(poll, { draft, standsIn })}
          </button>
        )}
        {!asksToSend && standsIn && mayChange && (
          <button type="button" class="button" data-look="quiet" onClick={onWithdraw}>
            {words('vote.withdraw')}
          </button>
        )}
      </div>
    </div>
  );
}

type Course = 'choosing' | 'sending' | 'retrying' | 'counted' | 'failed';

function courseOf({ state: { ballot }, draft, isOffline }: BallotBarProps): Course {
  if (draft !== null || ballot === null) return 'choosing';
  return ballot.state === 'sending' && (isOffline || ballot.attempts > 1) ? 'retrying' : ballot.state;
}

function textOf(course: Course, ballot: OwnBallot | null): string | null {
  if (course === 'choosing') return null;
  if (course !== 'failed') return words(`vote.${course}`);
  return ballot?.state === 'failed' ? words('vote.refused', { reason: reasonOf(ballot.error) }) : null;
}

/** Before anything is sent: how many are chosen, where several can be. */
function silenceOf({ state: { poll }, draft, isWithdrawn }: BallotBarProps): string {
  if (draft === null || !takesSeveral(poll)) return isWithdrawn ? words('vote.withdrawn') : '';
  return words('vote.chosen', { count: answersIn(draft), max: answersOf(poll).max });
}

/** What the button does, or what has to be done before it does anything. */
function sendText(poll: Poll, { draft, standsIn }: { draft: Answer | null; standsIn: boolean }): string {
  const missing = answersOf(poll).min - answersIn(draft);
  if (takesSeveral(poll) && missing > 0) return words('vote.more', { count: missing });
  return words(standsIn ? 'vote.sendChange' : 'vote.send');
}
