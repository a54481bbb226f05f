import { maySeeResult, type PollStatus } from '@pollcast/shared';
import { eventsOf, type RoundHistory, type Watcher } from '../history.ts';
import type { Violation } from './violation.ts';

/** [T2] Whoever may see the result ends at the final tally, everybody else without one. */
export function checkEnds(history: RoundHistory): Violation[] {
  const closed = eventsOf(history, 'closed').at(-1);
  if (closed === undefined) return [];
  const sight = sightOf(history);
  return eventsOf(history, 'ended').flatMap((event): Violation[] => {
    const { watcher, version } = event;
    const expected = sight(watcher, 'closed', event.at) ? closed.tally.version : null;
    if (version === expected) return [];
    const says = `${watcher.name} ended at ${version} instead of ${expected}`;
    return [{ rule: 'everybody ends at the final tally', says, events: [closed, event] }];
  });
}

/** [H1] [H2] Nobody is told a count, or a turnout, who may not see it. */
export function checkHidden(history: RoundHistory): Violation[] {
  const sight = sightOf(history);
  const told = eventsOf(history, 'told').filter(
    ({ watcher, tally, at }) => tally.round === history.round && !sight(watcher, tally.status, at),
  );
  const turnouts = history.settings.turnout ? [] : eventsOf(history, 'turnout');
  return [...told, ...turnouts].map((event) => ({
    rule: 'hidden is hidden',
    says: `${event.watcher.name}, a ${event.watcher.role}, was told a ${event.kind === 'told' ? 'tally' : 'turnout'}`,
    events: [event],
  }));
}

/** Whether a watcher may see the result of the poll in a status, by what that watcher had sent until then. */
function sightOf(history: RoundHistory) {
  const votedAt = new Map<string, number>();
  for (const { voter, at } of eventsOf(history, 'asked')) if (!votedAt.has(voter)) votedAt.set(voter, at);
  return ({ role, voter }: Watcher, status: PollStatus, at: number) => {
    const hasVoted = voter !== null && (votedAt.get(voter) ?? Number.POSITIVE_INFINITY) <= at;
    const poll = { settings: history.settings as never, status, revealed: null };
    return maySeeResult(poll, { role, hasVoted });
  };
}
