import { z } from 'zod';

const STEPS_MAX = 10;

export const ratingSchema = {
  /** The scale runs from 1 to `steps`. */
  settings: z.strictObject({ steps: z.int().min(2).max(STEPS_MAX) }),
  answer: z.strictObject({ value: z.int().min(1).max(STEPS_MAX) }),
};
export type RatingSettings = z.infer<typeof ratingSchema.settings>;
export type RatingAnswer = z.infer<typeof ratingSchema.answer>;
