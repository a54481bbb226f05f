import { z } from 'zod';
import { PollId, RoomCode } from '../model/ids.ts';
import { Poll } from '../model/poll.ts';
import { Room } from '../model/room.ts';
import { Tally, Turnout } from '../model/tally.ts';

/** What the server sends unasked: whole states, never differences. */
export const pushes = {
  /** The newest whole tally: first change at once, then at most once a cadence. */
  'poll:tally': Tally,
  /** To those who may not see the tally, where settings.turnout allows; at most once a second. */
  'poll:turnout': Turnout,
  /** Opened, closed, edited, revealed, new round; before any tally of the new state. */
  'poll:changed': Poll,
  'poll:removed': z.strictObject({ pollId: PollId }),
  /** Stage, order, title, a poll came or went; as the receiver's role may see it. */
  'room:changed': Room,
  /** Deleted, with its polls and ballots. */
  'room:removed': z.strictObject({ code: RoomCode }),
  /** The audience in the room over all nodes; at most every 2 s, and only roughly exact. */
  'room:presence': z.strictObject({ code: RoomCode, present: z.int().nonnegative() }),
};

export type PushName = keyof typeof pushes;
export type Push<P extends PushName> = z.infer<(typeof pushes)[P]>;
export const pushNames = Object.keys(pushes) as PushName[];
