import type { Poll, Role } from './model/index.ts';

/** Whoever looks at a result: their role in the poll's room, and whether their ballot of this round is counted. */
export interface Viewer {
  role: Role;
  hasVoted: boolean;
}

/**
 * The visibility rule (docs/SPEC.md H1): may this viewer see counts of the poll? A stage sees what somebody who has
 * voted may see. The server applies it at every outlet; the client only to drop what it may no longer show.
 */
export function maySeeResult(poll: Pick<Poll, 'settings' | 'revealed' | 'status'>, viewer: Viewer): boolean {
  if (viewer.role === 'moderator' || viewer.role === 'viewer') return true;
  if (poll.revealed !== null) return poll.revealed;
  switch (poll.settings.results) {
    case 'always':
      return true;
    case 'after-vote':
      return poll.status === 'closed' || viewer.hasVoted || viewer.role === 'stage';
    case 'after-close':
      return poll.status === 'closed';
    case 'moderators':
      return false;
    default:
      return poll.settings.results satisfies never;
  }
}
