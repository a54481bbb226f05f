import { z } from 'zod';
import { OptionId } from '../../model/ids.ts';
import { LIMITS } from '../../model/limits.ts';

const count = z.int().min(1).max(LIMITS.optionsMax);

export const choiceSchema = {
  settings: z.strictObject({
    min: count.describe('How many options a voter must pick. Default 1.'),
    max: count.describe('How many options a voter may pick. Default 1.'),
  }),
  answer: z.strictObject({
    options: z.array(OptionId).min(1).max(LIMITS.optionsMax).describe('The chosen options’ ids.'),
  }),
};
export type ChoiceSettings = z.infer<typeof choiceSchema.settings>;
export type ChoiceAnswer = z.infer<typeof choiceSchema.answer>;
