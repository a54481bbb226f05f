import { z } from 'zod';
import { HIDDEN_MAX, TYPED_MAX, WORDS_MAX } from './limits.ts';
import { normalWord } from './normal-word.ts';

const Typed = z.string().min(1).max(TYPED_MAX);

export const wordsSchema = {
  settings: z.strictObject({
    max: z.int().min(1).max(WORDS_MAX).describe('How many words a person may write. Default 3.'),
    filter: z
      .boolean()
      .describe(
        'Swear words of English, German, French and Spanish are left out of the result. Default true.',
      ),
    hidden: z
      .array(Typed.overwrite(normalWord).min(1))
      .max(HIDDEN_MAX)
      .describe(
        'Words that are left out of the result; may be changed at any time. Voters get none. Default none.',
      ),
  }),
  answer: z.strictObject({
    words: z
      .array(Typed)
      .min(1)
      .max(WORDS_MAX)
      .describe('What was written. Each is stored in its normal form, once.'),
  }),
};
export type WordsSettings = z.infer<typeof wordsSchema.settings>;
export type WordsAnswer = z.infer<typeof wordsSchema.answer>;
