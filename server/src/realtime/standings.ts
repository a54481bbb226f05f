import type { BallotService } from '../domain/ballot-service.ts';
import type { LivePolls } from '../domain/live-polls.ts';
import { tallyOf, voterMaySee } from '../domain/views.ts';
import type { Subscriptions } from './subscriptions.ts';

interface Deps {
  ballots: BallotService;
  live: LivePolls;
  subscriptions: Subscriptions;
}

/** Moves voters between the channels of those who have voted and those who have not, by whatever door they voted. */
export function followStandings({ ballots, live, subscriptions }: Deps): { close(): void } {
  const close = ballots.onStanding((standing) => {
    const moved = subscriptions.setStanding(standing);
    const snapshot = live.peek(standing.poll.id);
    if (moved.length === 0 || snapshot === null || !standing.hasVoted) return;
    // Where one's own ballot opens the counts, the tally of its batch went out before it did.
    if (voterMaySee(snapshot.poll, false) || !voterMaySee(snapshot.poll, true)) return;
    for (const watcher of moved) watcher.emit('poll:tally', tallyOf(snapshot));
  });
  return { close };
}
