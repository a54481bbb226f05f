import { maySeeResult, type Role, type Viewer } from '@pollcast/shared';
import { isStaff } from './caller.ts';
import type { PollRecord } from './store.ts';

/** From where a watcher looks at a poll: watchers of one viewpoint may see the same of it. */
export type Viewpoint = 'voter' | 'voted' | 'stage' | 'staff';

const VIEWERS: Record<Viewpoint, Viewer> = {
  voter: { role: 'voter', hasVoted: false },
  voted: { role: 'voter', hasVoted: true },
  stage: { role: 'stage', hasVoted: false },
  staff: { role: 'viewer', hasVoted: false },
};
export const VIEWPOINTS = Object.keys(VIEWERS) as Viewpoint[];

/** From where the poll's counts may be seen: the visibility rule, applied once for all watchers. */
export function sighted(poll: PollRecord): Viewpoint[] {
  if (poll.status === 'draft') return ['staff'];
  return VIEWPOINTS.filter((viewpoint) => maySeeResult(poll, VIEWERS[viewpoint]));
}

/** From where only the turnout may be seen, where the poll says so. */
export function unsighted(poll: PollRecord): Viewpoint[] {
  if (poll.status === 'draft' || !poll.settings.turnout) return [];
  return VIEWPOINTS.filter((viewpoint) => !maySeeResult(poll, VIEWERS[viewpoint]));
}

/** From where somebody looks, by role and by whether their ballot of the round counts. */
export function viewpointOf(role: Role, hasVoted: boolean): Viewpoint {
  if (isStaff(role)) return 'staff';
  if (role === 'stage') return 'stage';
  return hasVoted ? 'voted' : 'voter';
}
