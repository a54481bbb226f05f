import type { PollId, RoomCode } from '@pollcast/shared';

/*
 * Every key's name. What stands in braces decides a key's place in a Cluster: all of a poll lie together, all of a room
 * too, and a script touches no other tag. Indexes over all rooms and polls are hints, checked when they are read.
 */

/** Channel of the change feed; scripts publish to it, too. */
export const CHANGES = 'pollcast:changes';

/** Schema version and the secret's fingerprint (hash). */
export const META = 'pollcast:{meta}';
/** Deadlines (sorted set): `pollId closesAt`, scored by closesAt. */
export const DEADLINES = 'pollcast:{deadlines}';
/** Rooms (sorted set): codes, scored by a version that they have had. */
export const ROOMS = 'pollcast:{rooms}';
/** Written to see whether writing works. */
export const PROBE = 'pollcast:{probe}';

/** KEYS of every script of a poll, as include/poll.lua lists them. */
export function pollKeys(id: PollId): [poll: string, bins: string, ballots: string, history: string] {
  const tag = `pollcast:{${id}}`;
  return [`${tag}:poll`, `${tag}:bins`, `${tag}:ballots`, `${tag}:history`];
}

export function roomKeys(code: RoomCode): [room: string, presence: string] {
  const tag = `pollcast:{${code}}`;
  return [`${tag}:room`, `${tag}:presence`];
}
