import type { PollId } from '@pollcast/shared';
import type { LivePolls, PollUpdate } from '../domain/live-polls.ts';
import { createPacer } from '../domain/pacer.ts';
import type { PollRecord } from '../domain/store.ts';
import { pollOf, tallyOf, voterMaySee } from '../domain/views.ts';
import { AUDIENCES, type Audience, channels } from './channels.ts';
import type { Io } from './types.ts';

/** Fan-out may take this share of the event loop: a larger audience gets fewer tallies, never slower acks. */
const BROADCAST_SHARE = 0.25;
const TURNOUT_INTERVAL_MS = 1_000;

interface Deps {
  io: Io;
  live: LivePolls;
  cadenceMs: number;
}

/** Sends what becomes newer to the watchers who may see it, whoever made it newer: one road for all votes. */
export function createBroadcaster({ io, live, cadenceMs }: Deps): { close(): void } {
  let lastCostMs = 0;
  const tallies = createPacer<PollId>(sendTally, () => Math.max(cadenceMs, lastCostMs / BROADCAST_SHARE));
  const turnouts = createPacer<PollId>(sendTurnout, () => TURNOUT_INTERVAL_MS);

  // Never volatile: that drops the newest packet of a tick and keeps the older.
  const to = (names: string[]) => io.local.to(names);

  function sendTally(id: PollId): void {
    const snapshot = live.peek(id);
    if (snapshot === null || snapshot.poll.deletedAt !== null) return;
    const startedAt = performance.now();
    to(sighted(snapshot.poll)).emit('poll:tally', tallyOf(snapshot));
    lastCostMs = performance.now() - startedAt;
  }

  function sendTurnout(id: PollId): void {
    const snapshot = live.peek(id);
    if (snapshot === null || snapshot.poll.deletedAt !== null || !snapshot.poll.settings.turnout) return;
    const { poll, tally } = snapshot;
    const names = unsighted(poll);
    if (names.length === 0) return;
    to(names)
      .except(sighted(poll))
      .emit('poll:turnout', { pollId: id, round: poll.round, voters: tally.voters });
  }

  function announce({ before, after }: PollUpdate): void {
    const { poll } = after;
    const isGone = poll.deletedAt !== null;
    if (isGone && (before === null || before.poll.deletedAt !== null)) return;
    // Voters learn that a poll became a draft again, but nothing of a draft being written.
    const wasDraft = before === null || before.poll.status === 'draft';
    const audiences: readonly Audience[] = poll.status === 'draft' && wasDraft ? ['staff'] : AUDIENCES;
    const names = audiences.flatMap((audience) => channelsOf(poll, audience));
    if (isGone) to(names).emit('poll:removed', { pollId: poll.id });
    else to(names).emit('poll:changed', pollOf(poll));
  }

  const stopUpdates = live.onUpdate((update) => {
    const { before, after } = update;
    const { id } = after.poll;
    if (after.poll !== before?.poll) {
      announce(update);
      // Whoever may see it now and could not before gets the tally, new or not; and a final one does not wait.
      tallies.sendNow(id);
      turnouts.sendNow(id);
    } else {
      tallies.mark(id);
      turnouts.mark(id);
    }
  });

  const stopErased = live.onErased(({ poll }) => {
    to(AUDIENCES.flatMap((audience) => channelsOf(poll, audience))).emit('poll:removed', { pollId: poll.id });
  });

  return {
    close() {
      stopUpdates();
      stopErased();
      tallies.close();
      turnouts.close();
    },
  };
}

function channelsOf({ id, code }: PollRecord, audience: Audience): string[] {
  return [channels.room(code, audience), channels.poll(id, audience)];
}

/** The channels whose watchers may see the poll's counts. */
function sighted(poll: PollRecord): string[] {
  const staff = channelsOf(poll, 'staff');
  if (poll.status === 'draft') return staff;
  if (voterMaySee(poll, false)) return AUDIENCES.flatMap((audience) => channelsOf(poll, audience));
  if (!voterMaySee(poll, true)) return staff;
  return [...staff, ...channelsOf(poll, 'stage'), channels.voted(poll.id, poll.round)];
}

/** The channels in which somebody may not see the counts; whoever is in a sighted one too is to be left out. */
function unsighted(poll: PollRecord): string[] {
  if (poll.status === 'draft') return [];
  const isSighted = new Set(sighted(poll));
  return (['voter', 'stage'] as const)
    .flatMap((audience) => channelsOf(poll, audience))
    .filter((name) => !isSighted.has(name));
}
