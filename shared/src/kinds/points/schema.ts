import { z } from 'zod';
import { OptionId } from '../../model/ids.ts';
import { BUDGET_MAX } from './limits.ts';

const points = z.int().min(1).max(BUDGET_MAX);

export const pointsSchema = {
  settings: z.strictObject({
    budget: points.describe('How many points a voter may spend; less is allowed. Default 100.'),
  }),
  answer: z.strictObject({
    points: z
      .record(OptionId, points)
      .describe(
        'Points by option id; options that get none are left out. Together at most the poll’s `budget`.',
      ),
  }),
};
export type PointsSettings = z.infer<typeof pointsSchema.settings>;
export type PointsAnswer = z.infer<typeof pointsSchema.answer>;
