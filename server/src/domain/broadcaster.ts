import { type Poll, type PollId, type Push, toldPoll } from '@pollcast/shared';
import type { LivePolls, PollUpdate } from './live-polls.ts';
import { createPacer } from './pacer.ts';
import type { PollRecord, PollSnapshot } from './store.ts';
import { sighted, unsighted, VIEWPOINTS, type Viewpoint } from './viewpoints.ts';
import { isKnown, pollOf, tallyOf } from './views.ts';

/** What watchers of a poll are sent. */
export type PollPush = 'poll:changed' | 'poll:tally' | 'poll:turnout' | 'poll:removed';

/** A way out to watchers. It knows who watches and from where, encodes once for all of them, and never throws. */
export interface Outlet {
  /** Resolves to how long it took to send what could not be sent at once, in ms of this thread. */
  send<P extends PollPush>(event: P, payload: Push<P>, to: Reach): Promise<number> | undefined;
}

/** The watchers of a poll whom something is for. */
export interface Reach {
  poll: PollRecord;
  from: readonly Viewpoint[];
}

/** Fan-out may take this share of the event loop: a larger audience gets fewer tallies, never slower acks. */
const BROADCAST_SHARE = 0.25;
const TURNOUT_INTERVAL_MS = 1_000;

interface Deps {
  live: LivePolls;
  cadenceMs: number;
  outlets: readonly Outlet[];
  /** Told how long a tally took to all outlets, in ms of this thread, and the cadence that follows from it. */
  onBroadcast(tookMs: number, cadenceMs: number): void;
}

/** Sends what becomes newer to the watchers who may see it, whoever made it newer: one road for all votes. */
export function createBroadcaster({ live, cadenceMs, outlets, onBroadcast }: Deps): { close(): void } {
  const outlet = together(outlets);
  let lastCostMs = 0;
  const currentCadenceMs = () => Math.max(cadenceMs, lastCostMs / BROADCAST_SHARE);
  const tallies = createPacer<PollId>(sendTally, currentCadenceMs);
  const turnouts = createPacer<PollId>(sendTurnout, () => TURNOUT_INTERVAL_MS);

  function sendTally(id: PollId): Promise<void> | undefined {
    const snapshot = existing(live.peek(id));
    if (snapshot === null) return undefined;
    const startedAt = performance.now();
    const { poll } = snapshot;
    const rest = outlet.send('poll:tally', tallyOf(snapshot), { poll, from: sighted(poll) });
    const atOnceMs = performance.now() - startedAt;
    return rest === undefined ? sent(atOnceMs) : rest.then((laterMs) => sent(atOnceMs + laterMs));
  }

  function sent(tookMs: number): undefined {
    lastCostMs = tookMs;
    onBroadcast(tookMs, currentCadenceMs());
  }

  function sendTurnout(id: PollId): Promise<unknown> | undefined {
    const snapshot = existing(live.peek(id));
    if (snapshot === null) return undefined;
    const { poll, tally } = snapshot;
    const turnout = { pollId: id, round: poll.round, voters: tally.voters };
    return outlet.send('poll:turnout', turnout, { poll, from: unsighted(poll) });
  }

  function announce({ before, after: { poll } }: PollUpdate): void {
    const isGone = poll.deletedAt !== null;
    if (isGone && (before === null || before.poll.deletedAt !== null)) return;
    if (isGone) {
      removed(poll);
      return;
    }
    // Voters learn that a poll became a draft again, but nothing of a draft being written.
    const wasDraft = before === null || before.poll.status === 'draft';
    const from: readonly Viewpoint[] = poll.status === 'draft' && wasDraft ? ['staff'] : VIEWPOINTS;
    for (const [seen, viewpoints] of seenFrom(poll, from)) {
      void outlet.send('poll:changed', seen, { poll, from: viewpoints });
    }
  }

  function removed(poll: PollRecord): void {
    const from: readonly Viewpoint[] = isKnown(poll, 'voter') ? VIEWPOINTS : ['staff'];
    void outlet.send('poll:removed', { pollId: poll.id }, { poll, from });
  }

  const stopUpdates = live.onUpdate((update) => {
    const { before, after } = update;
    const { id } = after.poll;
    if (after.poll !== before?.poll) {
      announce(update);
      // Whoever may see it now and could not before gets the tally, new or not; and a final one does not wait.
      tallies.sendNow(id);
    } else {
      tallies.mark(id);
    }
    turnouts.mark(id);
  });

  const stopErased = live.onErased(({ poll }) => removed(poll));

  return {
    close() {
      stopUpdates();
      stopErased();
      tallies.close();
      turnouts.close();
    },
  };
}

/** Several outlets as one, which sends nothing that is for nobody. */
function together(outlets: readonly Outlet[]): Outlet {
  return {
    send(event, payload, to) {
      if (to.from.length === 0) return undefined;
      const rests = outlets
        .map((outlet) => outlet.send(event, payload, to))
        .filter((rest) => rest !== undefined);
      if (rests.length === 0) return undefined;
      return Promise.all(rests).then((tookMs) => tookMs.reduce((sum, ms) => sum + ms));
    },
  };
}

/** The poll as it is known from viewpoints, encoded once for all of them where all know the same. */
function seenFrom(record: PollRecord, from: readonly Viewpoint[]): [Poll, Viewpoint[]][] {
  const whole = pollOf(record);
  const told = toldPoll(whole);
  if (told === whole) return [[whole, [...from]]];
  return [
    [whole, from.filter((viewpoint) => viewpoint === 'staff')],
    [told, from.filter((viewpoint) => viewpoint !== 'staff')],
  ];
}

function existing(snapshot: PollSnapshot | null): PollSnapshot | null {
  return snapshot?.poll.deletedAt === null ? snapshot : null;
}
