import { z } from 'zod';

/** Beyond it decimals of a millionth would be lost. */
const VALUE_MAX = 1e9;
const Value = z.number().min(-VALUE_MAX).max(VALUE_MAX);

export const numberSchema = {
  settings: z.strictObject({
    min: Value.describe('The smallest number. Default 0.'),
    max: Value.describe('The largest number, and at most 1,000 steps above `min`. Default 10.'),
    step: z
      .number()
      .positive()
      .max(VALUE_MAX)
      .describe('From one number to the next, counted from `min`. Default 1.'),
    right: z
      .strictObject({
        value: Value.describe('The right number.'),
        tolerance: z.number().min(0).max(VALUE_MAX).describe('As right counts what is this close to it.'),
      })
      .nullable()
      .describe('The right answer; voters are told it when voting is over. Default null: there is none.'),
  }),
  answer: z.strictObject({ value: Value.describe('One of the poll’s numbers.') }),
};
export type NumberSettings = z.infer<typeof numberSchema.settings>;
export type NumberAnswer = z.infer<typeof numberSchema.answer>;
