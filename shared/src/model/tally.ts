import { z } from 'zod';
import { Instant, OptionId, PollId, Round, Version } from './ids.ts';
import { Answer, Poll, PollStatus } from './poll.ts';

/** How many of something. */
export const Count = z.int().nonnegative();
const BinCounts = z.record(z.string(), Count);

/** The sum of a round's ballots. Every bin of an option is there, zeros too. Receivers keep the greatest (round, version). */
export const Tally = z.strictObject({
  pollId: PollId,
  round: Round,
  version: Version,
  status: PollStatus,
  voters: Count,
  bins: BinCounts,
  /** No ballot of this round can change it any more, unless a moderator opens it again. */
  final: z.boolean(),
});
export type Tally = z.infer<typeof Tally>;

/** How many have voted, for those who may not see more. */
export const Turnout = z.strictObject({ pollId: PollId, round: Round, voters: Count });
export type Turnout = z.infer<typeof Turnout>;

/** One's own ballot as stored. */
export const Ballot = z.strictObject({
  answer: Answer,
  seq: z.int().nonnegative(),
  status: z.literal('counted'),
});
export type Ballot = z.infer<typeof Ballot>;

export const ResultRow = z.strictObject({
  id: z.string(),
  label: z.string(),
  count: Count,
  percent: Count,
  /** The id of the group that the row belongs to, where a result has groups. */
  group: z.string().optional(),
  /** How many put it first, in a ranking. */
  first: Count.optional(),
});
export type ResultRow = z.infer<typeof ResultRow>;

/** Rows that belong together, with what they come to. */
export const ResultGroup = z.strictObject({
  id: z.string(),
  label: z.string(),
  /** How many answered this one. */
  voters: Count,
  mean: z.number().nullable(),
  /** Where the mean lies between the lowest value, 0, and the highest, 100. */
  level: Count,
  /** Promoters less detractors in percent of who answered, where the group is asked for that; null of nobody. */
  nps: z.int().min(-100).max(100).nullable().optional(),
});
export type ResultGroup = z.infer<typeof ResultGroup>;

/** What a kind makes of a tally for people. Bars and percents are shares of `base`, which is voters for most kinds. */
export const Result = z.strictObject({
  base: Count,
  voters: Count,
  rows: z.array(ResultRow),
  groups: z.array(ResultGroup).optional(),
  /** The mean of what was given; null of nobody. */
  mean: z.number().nullable().optional(),
  /** As many gave less as gave more; null of nobody. */
  median: z.number().nullable().optional(),
  /** Between these two lies the middle half of what was given: the lower and the upper quartile; null of nobody. */
  quartiles: z.array(z.number()).length(2).nullable().optional(),
  /** The right answer, for those who may know it, and how many gave it. */
  right: z
    .strictObject({ value: z.number(), tolerance: z.number(), count: Count, percent: Count })
    .optional(),
});
export type Result = z.infer<typeof Result>;

/** What those who gave one answer to the room's segment poll voted; `id` and `label` null: everybody else. */
export const SplitGroup = z.strictObject({
  id: OptionId.nullable(),
  label: z.string().nullable(),
  result: Result,
});
export type SplitGroup = z.infer<typeof SplitGroup>;

const pollViewShape = {
  poll: Poll,
  tally: Tally.optional(),
  result: Result.optional(),
  turnout: Turnout.optional(),
  ballot: Ballot.optional(),
};

/** A poll as one receiver may see it: tally and result, or turnout, or neither. */
export const PollView = z.strictObject(pollViewShape);
export type PollView = z.infer<typeof PollView>;

export const PollViewNow = z.strictObject({ ...pollViewShape, serverNow: Instant });

export const HistoryPoint = z.strictObject({ at: Instant, voters: Count, bins: BinCounts });
export type HistoryPoint = z.infer<typeof HistoryPoint>;
