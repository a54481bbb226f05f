import { z } from 'zod';
import { OptionId } from '../../model/ids.ts';
import { LIMITS } from '../../model/limits.ts';

const count = z.int().min(1).max(LIMITS.optionsMax);

export const choiceSchema = {
  /** How many options a voter picks: at least `min`, at most `max`. */
  settings: z.strictObject({ min: count, max: count }),
  answer: z.strictObject({ options: z.array(OptionId).min(1).max(LIMITS.optionsMax) }),
};
export type ChoiceSettings = z.infer<typeof choiceSchema.settings>;
export type ChoiceAnswer = z.infer<typeof choiceSchema.answer>;
