import type { OwnBallot, PollState } from '@pollcast/client';
import type { Answer } from '@pollcast/shared/pure';
import { reasonOf, words } from '../words/words.ts';
import { sendsAtOnce, takesSeveral } from './ballot-course.ts';
import './ballot-bar.css';

interface BallotBarProps {
  state: PollState;
  /** Chosen but not sent. */
  draft: Answer | null;
  isReady: boolean;
  onWithdraw: () => void;
}

/** What has become of one's own answer, always at hand, and what can still be done about it. */
export function BallotBar({ state: { poll, ballot }, draft, isReady, onWithdraw }: BallotBarProps) {
  const isOpen = poll.status === 'open';
  const mayChange = isOpen && poll.settings.changeable;
  const standsIn = ballot !== null && ballot.answer !== null && ballot.state !== 'sending';
  const asksToSend = isOpen && !sendsAtOnce(poll) && (draft !== null || ballot === null);
  const isCounted = ballot?.state === 'counted' && draft === null;
  const isEmpty = ballot === null && !asksToSend;
  return (
    <div class="ballot-bar" data-empty={isEmpty}>
      <div>
        <div>
          <p role="status" class={`course ${courseOf(ballot, draft)}`}>
            {textOf(ballot, draft, takesSeveral(poll) ? chosenText(poll, draft) : '')}
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

function courseOf(ballot: OwnBallot | null, draft: Answer | null): string {
  if (draft !== null || ballot === null) return 'choosing';
  return ballot.state === 'sending' && ballot.attempts > 1 ? 'retrying' : ballot.state;
}

function textOf(ballot: OwnBallot | null, draft: Answer | null, chosen: string): string {
  if (draft !== null || ballot === null) return chosen;
  switch (ballot.state) {
    case 'sending':
      return words(ballot.attempts > 1 ? 'vote.retrying' : 'vote.sending');
    case 'counted':
      return words('vote.counted');
    case 'failed':
      return words('vote.refused', { reason: reasonOf(ballot.error) });
    default:
      return ballot satisfies never;
  }
}

function chosenText(poll: PollState['poll'], draft: Answer | null): string {
  if (poll.kind !== 'choice' || draft === null || !('options' in draft)) return '';
  return words('vote.chosen', { count: draft.options.length, max: poll.settings.max });
}
