import { z } from 'zod';
import { OptionId } from '../../model/ids.ts';

const STEPS_MAX = 10;

export const scaleSchema = {
  settings: z.strictObject({
    scale: z
      .enum(['likert', 'nps'])
      .describe(
        '`likert`: how far people agree, from 1 to `steps`; `nps`: how likely they are to recommend, from 0 to 10. Default `likert`.',
      ),
    steps: z.int().min(2).max(STEPS_MAX).describe('How many steps a Likert scale has. Default 5.'),
  }),
  answer: z.strictObject({
    values: z
      .record(OptionId, z.int().min(0).max(STEPS_MAX))
      .describe('A value of the poll’s scale by option id; options may be left out, but not all of them.'),
  }),
};
export type ScaleSettings = z.infer<typeof scaleSchema.settings>;
export type ScaleAnswer = z.infer<typeof scaleSchema.answer>;
