import type { OwnBallot, PollState } from '@pollcast/client';
import { type Answer, progressOf } from '@pollcast/shared/pure';
import { type Speech, saidIn } from '@pollcast/shared/words';
import { sendsAtOnce } from '../pages/audience/ballot-course.ts';
import { reasonOf } from './trouble.tsx';

interface BallotLineProps {
  speech: Speech;
  state: PollState;
  /** Chosen but not sent. */
  draft: Answer | null;
  isReady: boolean;
  isOffline: boolean;
  onWithdraw: () => void;
}

/** What has become of one's own answer, and what can still be done about it. Keeps its place when there is nothing to say. */
export function BallotLine({ speech: { words }, state, ...props }: BallotLineProps) {
  const { draft, isReady, isOffline, onWithdraw } = props;
  const { poll, ballot } = state;
  const course = courseOf(ballot, { draft, isOffline });
  const isOpen = poll.status === 'open';
  const mayChange = isOpen && poll.settings.changeable;
  const standsIn = ballot !== null && ballot.answer !== null && ballot.state !== 'sending';
  const asksToSend = isOpen && !sendsAtOnce(poll) && (draft !== null || ballot === null);
  const text = course === 'choosing' ? choosingText(poll, draft, words) : courseText(course, ballot, words);
  return (
    <div class="ballot">
      <p role="status" class={course}>
        {isOpen || course !== 'choosing' ? text : words('page.closed')}
      </p>
      {asksToSend && (
        <button type="submit" aria-disabled={!isReady}>
          {words(standsIn ? 'vote.sendChange' : 'vote.send')}
        </button>
      )}
      {!asksToSend && standsIn && mayChange && (
        <button type="button" class="quiet" onClick={onWithdraw}>
          {words('vote.withdraw')}
        </button>
      )}
    </div>
  );
}

type Course = 'choosing' | 'sending' | 'retrying' | 'counted' | 'failed';

function courseOf(
  ballot: OwnBallot | null,
  { draft, isOffline }: Pick<BallotLineProps, 'draft' | 'isOffline'>,
): Course {
  if (draft !== null || ballot === null) return 'choosing';
  return ballot.state === 'sending' && (isOffline || ballot.attempts > 1) ? 'retrying' : ballot.state;
}

function courseText(
  course: Exclude<Course, 'choosing'>,
  ballot: OwnBallot | null,
  words: Speech['words'],
): string {
  if (course !== 'failed') return words(`vote.${course}`);
  return ballot?.state === 'failed' ? words('vote.refused', { reason: reasonOf(ballot.error, words) }) : '';
}

function choosingText(poll: PollState['poll'], draft: Answer | null, words: Speech['words']): string {
  const progress = draft === null ? null : progressOf(poll, draft);
  return progress === null ? '' : saidIn(words, progress);
}
