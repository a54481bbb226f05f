import { z } from 'zod';
import { OptionId, Round, Version } from './ids.ts';

const Count = z.int().nonnegative();

/** Options that were level, of which one had to go. `by` says what told them apart. */
export const RunoffTie = z.strictObject({
  among: z.array(OptionId).min(2),
  /** `first`: it had the fewest first choices; `order`: of those that were level in these too it stands last in the poll. */
  by: z.enum(['first', 'order']),
});
export type RunoffTie = z.infer<typeof RunoffTie>;

export const RunoffRound = z.strictObject({
  /** The options still in, in the poll's order, with the ballots that count for each. */
  rows: z.array(z.strictObject({ id: OptionId, count: Count, percent: Count })),
  /** Ballots that name none of them. */
  exhausted: Count,
  /** Who goes out; empty in the last round. */
  out: z.array(OptionId),
  tie: RunoffTie.nullable(),
});
export type RunoffRound = z.infer<typeof RunoffRound>;

/** An instant run-off over a ranking's ballots (docs/SPEC.md K7). */
export const Runoff = z.strictObject({
  round: Round,
  /** The version of the final tally that the ballots add up to. */
  version: Version,
  voters: Count,
  rounds: z.array(RunoffRound),
  /** Null where nobody has voted. */
  winner: OptionId.nullable(),
});
export type Runoff = z.infer<typeof Runoff>;
