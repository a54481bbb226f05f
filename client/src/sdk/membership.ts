import type { Poll, PollSummary, PollView, Room } from '@pollcast/shared/pure';
import type { RoomState } from './types.ts';

/** A room that is joined, or about to be. */
export interface Membership {
  state: RoomState | null;
  joining: Promise<RoomState> | null;
  /** The round in which each poll was last seen closed. */
  closedRounds: Map<string, number>;
}

export function newMembership(): Membership {
  return { state: null, joining: null, closedRounds: new Map() };
}

export function setRoomState(membership: Membership, state: RoomState): void {
  membership.state = state;
  for (const { id, status, round } of state.room.polls) {
    if (status === 'closed') membership.closedRounds.set(id, round);
  }
}

/**
 * Polls whose known state may be old after a room was joined again: its answer tells the open and the staged ones only,
 * and others can have been closed or reset unheard.
 */
export function outdatedPolls(room: Room, told: readonly PollView[], known: readonly Poll[]): Poll[] {
  const fresh = new Set<string>(told.map(({ poll }) => poll.id));
  const summaries = new Map<string, PollSummary>(room.polls.map((summary) => [summary.id, summary]));
  return known.filter(({ id, code, status, round }) => {
    if (code !== room.code || fresh.has(id)) return false;
    const summary = summaries.get(id);
    return summary?.status !== status || summary.round !== round;
  });
}
