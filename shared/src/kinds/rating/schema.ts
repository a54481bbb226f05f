import { z } from 'zod';

const STEPS_MAX = 10;

export const ratingSchema = {
  settings: z.strictObject({
    steps: z.int().min(2).max(STEPS_MAX).describe('The scale runs from 1 to so many. Default 5.'),
  }),
  answer: z.strictObject({ value: z.int().min(1).max(STEPS_MAX).describe('From 1 to the poll’s `steps`.') }),
};
export type RatingSettings = z.infer<typeof ratingSchema.settings>;
export type RatingAnswer = z.infer<typeof ratingSchema.answer>;
