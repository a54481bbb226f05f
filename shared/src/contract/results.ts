import { z } from 'zod';
import { Instant, RoomCode } from '../model/ids.ts';
import { Answer, Poll } from '../model/poll.ts';
import { Runoff } from '../model/runoff.ts';
import { Count, Result, Tally } from '../model/tally.ts';

/** `runoff` of a closed ranking. */
const shape = { poll: Poll, tally: Tally, result: Result, runoff: Runoff.optional() };

/** A poll with its counts, to be kept: `GET /polls/:id/results.json`. */
export const PollResults = z.strictObject({ ...shape, serverNow: Instant });
export type PollResults = z.infer<typeof PollResults>;

/** The same of every poll of a room that has been opened and whose result the caller may see, in the room's order. */
export const RoomResults = z.strictObject({
  code: RoomCode,
  title: z.string(),
  polls: z.array(z.strictObject(shape)),
  serverNow: Instant,
});
export type RoomResults = z.infer<typeof RoomResults>;

/** What a closed poll's ballots say, nobody's and in no order of time: `GET /polls/:id/ballots.json`. */
export const PollBallots = z.strictObject({
  poll: Poll,
  /** Each different answer once, with how many gave it. */
  ballots: z.array(z.strictObject({ answer: Answer, count: Count })),
  serverNow: Instant,
});
export type PollBallots = z.infer<typeof PollBallots>;
