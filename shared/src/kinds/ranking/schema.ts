import { z } from 'zod';
import { OptionId } from '../../model/ids.ts';
import { LIMITS } from '../../model/limits.ts';

export const rankingSchema = {
  settings: z.strictObject({
    top: z
      .int()
      .min(1)
      .max(LIMITS.optionsMax)
      .nullable()
      .describe('How many options a voter puts in order. Default null: all of them.'),
  }),
  answer: z.strictObject({
    order: z
      .array(OptionId)
      .min(1)
      .max(LIMITS.optionsMax)
      .describe('The options’ ids, the best first: all of them, or the poll’s `top`.'),
  }),
};
export type RankingSettings = z.infer<typeof rankingSchema.settings>;
export type RankingAnswer = z.infer<typeof rankingSchema.answer>;
