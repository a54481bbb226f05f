import type { BallotService, Standing } from '../domain/ballot-service.ts';
import type { LivePolls } from '../domain/live-polls.ts';
import type { Sight } from '../domain/sight.ts';
import type { PollRecord, PollSnapshot } from '../domain/store.ts';
import { tallyOf, voterMaySee } from '../domain/views.ts';
import { channels } from './channels.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Watcher } from './types.ts';

interface Deps {
  ballots: BallotService;
  live: LivePolls;
  sight: Sight;
  subscriptions: Subscriptions;
  onFault(fault: unknown): void;
}

/** Moves voters between the channels of those who have voted and those who have not, by whatever door they voted. */
export function followStandings({ ballots, live, sight, subscriptions, onFault }: Deps): { close(): void } {
  function place(standing: Standing): void {
    const moved = subscriptions.setStanding(standing);
    const snapshot = live.peek(standing.poll.id);
    // Where one's own ballot opens the counts, the tally of its batch went out before it did.
    if (!standing.hasVoted || snapshot === null || !opensByVote(snapshot.poll)) return;
    for (const watcher of moved) watcher.emit('poll:tally', tallyOf(snapshot));
  }

  /** Looks the ballot up of a voter who came when it did not matter, as while the poll was closed. */
  async function recall(watcher: Watcher, snapshot: PollSnapshot): Promise<void> {
    const { caller } = watcher.data;
    const { ballot } = await sight.onlooker(snapshot, caller);
    if (ballot?.bins != null) place({ poll: snapshot.poll, voterId: caller.voterId!, hasVoted: true });
  }

  const stopBallots = ballots.onStanding(place);
  const stopUpdates = live.onUpdate(({ before, after }) => {
    const { poll, tally } = after;
    if (tally.voters === 0 || !opensByVote(poll) || before === null || opensByVote(before.poll)) return;
    const watchers = [channels.room(poll.code, 'voter'), channels.poll(poll.id, 'voter')].flatMap(
      subscriptions.inChannel,
    );
    for (const watcher of new Set(watchers)) recall(watcher, after).catch(onFault);
  });

  return {
    close() {
      stopBallots();
      stopUpdates();
    },
  };
}

/** Does it depend on one's own ballot whether one sees the counts? */
function opensByVote(poll: PollRecord): boolean {
  return !voterMaySee(poll, false) && voterMaySee(poll, true);
}
