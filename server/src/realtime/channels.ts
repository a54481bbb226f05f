import type { PollId, Role, RoomCode } from '@pollcast/shared';
import type { VoterId } from '../identity/voters.ts';

/** Watchers who may see the same, before it matters whether they have voted. */
export type Audience = 'voter' | 'staff' | 'stage';
export const AUDIENCES: readonly Audience[] = ['voter', 'staff', 'stage'];

export function audienceOf(role: Role): Audience {
  return role === 'moderator' || role === 'viewer' ? 'staff' : role;
}

/** Names of Socket.IO's rooms. A watcher is in one a room or poll that it watches, and in one a poll it has voted in. */
export const channels = {
  room: (code: RoomCode, audience: Audience) => `room:${code}:${audience}`,
  poll: (id: PollId, audience: Audience) => `poll:${id}:${audience}`,
  /** Bears the round, so that a reset empties it by itself. */
  voted: (id: PollId, round: number) => `voted:${id}:${round}`,
  /** All sockets of a voter: two tabs of one person stand alike. */
  voter: (voterId: VoterId) => `voter:${voterId}`,
  /** All sockets that came with a key of this room. */
  keys: (code: RoomCode) => `keys:${code}`,
};

const STATE = /^(room|poll|voted):/;

/** Does a channel carry state, as opposed to naming somebody? */
export function carriesState(channel: string): boolean {
  return STATE.test(channel);
}

const VOTED_ID = /^voted:(.+):\d+$/;

/** The poll that a voted channel is about. */
export function votedPoll(channel: string): PollId | null {
  return (VOTED_ID.exec(channel)?.[1] as PollId | undefined) ?? null;
}
