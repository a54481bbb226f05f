import { choiceSchema } from './choice/schema.ts';
import { numberSchema } from './number/schema.ts';
import { ratingSchema } from './rating/schema.ts';
import { wordsSchema } from './words/schema.ts';

/** The registry's checking side: settings and answer of each kind. One line a kind. */
export const kindSchemas = {
  choice: choiceSchema,
  rating: ratingSchema,
  number: numberSchema,
  words: wordsSchema,
};
