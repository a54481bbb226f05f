import type { OwnBallot, PollState } from '@pollcast/client';
import type { Answer } from '@pollcast/shared/pure';
import { useRef } from 'preact/hooks';
import type { Progress } from '../kinds/kind-views.ts';
import { useViews } from '../kinds/use-views.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { reasonOf, words } from '../words/words.ts';
import { sendsAtOnce } from './ballot-course.ts';
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
  const progress = useViews(poll.kind, 'answer')?.progressOf?.(poll as never, draft as never) ?? null;
  const bar = useRef<HTMLDivElement>(null);
  useKeptFocus(bar, '[role="status"]');
  const isOpen = poll.status === 'open';
  const mayChange = isOpen && poll.settings.changeable;
  const standsIn = ballot !== null && ballot.answer !== null && ballot.state !== 'sending';
  const isEmptied = standsIn && draft !== null && progress?.isEmpty === true;
  const asksToSend = isOpen && !sendsAtOnce(poll) && (draft !== null || ballot === null) && !isEmptied;
  const isCounted = ballot?.state === 'counted' && draft === null;
  const text = textOf(course, ballot) ?? silenceOf(props, progress);
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
            {progress?.missing ?? words(standsIn ? 'vote.sendChange' : 'vote.send')}
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

/** Before anything is sent: how far the answer is. */
function silenceOf({ draft, isWithdrawn }: BallotBarProps, progress: Progress | null): string {
  if (draft === null || !progress?.text) return isWithdrawn ? words('vote.withdrawn') : '';
  return progress.text;
}
