import type { BallotService, Standing } from '../../domain/ballot-service.ts';
import type { LivePolls } from '../../domain/live-polls.ts';
import type { LiveRooms } from '../../domain/live-rooms.ts';
import type { PollSnapshot, RoomRecord } from '../../domain/store.ts';
import { sighted } from '../../domain/viewpoints.ts';
import { tallyOf } from '../../domain/views.ts';
import { isKeyOf } from '../../identity/room-keys.ts';
import { frameOf } from './frames.ts';
import type { Listener, Listeners } from './listeners.ts';

interface Deps {
  listeners: Listeners;
  livePolls: LivePolls;
  liveRooms: LiveRooms;
  ballots: BallotService;
  onSlowCut(): void;
}

const HEARTBEAT_MS = 15_000;
const SWEEP_MS = 1_000;
/** Whoever has not caught up after this is cut off. */
const HOPELESS_MS = 10_000;

/** Keeps what is known of listeners true: who has voted, whose key is dead, who does not read. */
export function attendListeners(deps: Deps): { close(): void } {
  const { listeners, livePolls, liveRooms, ballots, onSlowCut } = deps;

  function settle({ poll: { id, round }, voterId, hasVoted }: Standing): void {
    for (const listener of listeners.of(voterId)) {
      if (listener.id !== id) continue;
      const isNews = listener.standing?.round !== round || !listener.standing.hasVoted;
      listener.standing = { round, hasVoted };
      if (hasVoted && isNews) openCounts(listener);
    }
  }

  /** Where one's own ballot opens the counts, the tally of its batch went out before it did. */
  function openCounts({ id, stream }: Listener): void {
    const snapshot = livePolls.peek(id);
    if (snapshot === null) return;
    const from = sighted(snapshot.poll);
    if (from.includes('voted') && !from.includes('voter'))
      stream?.send(frameOf('poll:tally', tallyOf(snapshot)));
  }

  function endDeadKeys(room: RoomRecord): void {
    for (const { caller, stream } of room.pollIds.flatMap((id) => [...listeners.to(id)]))
      if (caller.key?.code === room.code && !isKeyOf(room, caller.key)) stream?.end();
  }

  function endErased({ poll: { id } }: PollSnapshot): void {
    for (const { stream } of listeners.to(id)) {
      stream?.send(frameOf('poll:removed', { pollId: id }));
      stream?.end();
    }
  }

  function cutHopeless(): void {
    for (const { stream } of listeners.all()) {
      if (stream === null || stream.stalledMs() < HOPELESS_MS) continue;
      stream.cut();
      onSlowCut();
    }
  }

  function beat(): void {
    for (const { stream } of listeners.all()) stream?.beat();
  }

  const stops = [ballots.onStanding(settle), liveRooms.onUpdate(endDeadKeys), livePolls.onErased(endErased)];
  const timers = [setInterval(cutHopeless, SWEEP_MS).unref(), setInterval(beat, HEARTBEAT_MS).unref()];
  return {
    close() {
      for (const stop of stops) stop();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
