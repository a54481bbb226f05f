import type { OwnBallot, PollState } from '@pollcast/client';
import type { Answer } from '@pollcast/shared/pure';
import { useRef } from 'preact/hooks';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { reasonOf, words } from '../words/words.ts';
import { sendsAtOnce, takesSeveral } from './ballot-course.ts';
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
  const { state, draft, isReady, isWithdrawn, onWithdraw } = props;
  const { poll, ballot } = state;
  const course = courseOf(props);
  const bar = useRef<HTMLDivElement>(null);
  useKeptFocus(bar, '[role="status"]');
  const isOpen = poll.status === 'open';
  const mayChange = isOpen && poll.settings.changeable;
  const standsIn = ballot !== null && ballot.answer !== null && ballot.state !== 'sending';
  const asksToSend = isOpen && !sendsAtOnce(poll) && (draft !== null || ballot === null);
  const isCounted = ballot?.state === 'counted' && draft === null;
  const silence = isWithdrawn ? words('vote.withdrawn') : '';
  const chosen = takesSeveral(poll) ? chosenText(poll, draft) : silence;
  const isEmpty = ballot === null && !asksToSend && !isWithdrawn;
  return (
    <div class="ballot-bar" ref={bar} data-empty={isEmpty}>
      <div>
        <div>
          <p role="status" tabIndex={-1} class={`course ${course}`}>
            {textOf(course, ballot) ?? chosen}
          </p>
          {isCounted && isOpen && (
            <p class="small soft">{words(mayChange ? 'vote.changeable' : 'vote.fixed')}</p>
          )}
        </div>
        {asksToSend && (
          <button type="submit" class="button" aria-disabled={!isReady}>
            {words(standsIn ? 'vote.sendChange' : 'vote.send')}
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

function chosenText(poll: PollState['poll'], draft: Answer | null): string {
  if (poll.kind !== 'choice' || draft === null || !('options' in draft)) return '';
  return words('vote.chosen', { count: draft.options.length, max: poll.settings.max });
}
