import type { OwnBallot } from '@pollcast/client';
import type { Poll } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';

/** What the voter is asked to do. */
export function hintOf(poll: Poll): string {
  const task = taskOf(poll);
  return poll.settings.changeable ? task : `${task} ${words('vote.final')}`;
}

function taskOf(poll: Poll): string {
  switch (poll.kind) {
    case 'choice': {
      const { min, max } = poll.settings;
      if (max === 1) return words('vote.one');
      if (min === max) return words('vote.exactly', { count: max });
      return min === 1 ? words('vote.upTo', { max }) : words('vote.between', { min, max });
    }
    case 'rating':
      return words('vote.rating', { max: poll.settings.steps });
    default:
      return poll satisfies never;
  }
}

/** Why a result that is not there is not there; null when it is only on its way. */
export function whyNoResult(poll: Poll, ballot: OwnBallot | null): string | null {
  if (poll.revealed === false) return words('result.notShown');
  if (poll.revealed === true) return null;
  switch (poll.settings.results) {
    case 'always':
      return null;
    case 'after-vote':
      return poll.status === 'open' && ballot?.state !== 'counted' ? words('result.afterVote') : null;
    case 'after-close':
      return poll.status === 'open' ? words('result.afterClose') : null;
    case 'moderators':
      return words('result.notShown');
    default:
      return poll.settings.results satisfies never;
  }
}
