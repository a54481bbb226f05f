import { choiceSchema } from './choice/schema.ts';
import { numberSchema } from './number/schema.ts';
import { pointsSchema } from './points/schema.ts';
import { rankingSchema } from './ranking/schema.ts';
import { ratingSchema } from './rating/schema.ts';
import { scaleSchema } from './scale/schema.ts';
import { wordsSchema } from './words/schema.ts';

/** The registry's checking side: settings and answer of each kind. One line a kind. */
export const kindSchemas = {
  choice: choiceSchema,
  rating: ratingSchema,
  number: numberSchema,
  points: pointsSchema,
  ranking: rankingSchema,
  scale: scaleSchema,
  words: wordsSchema,
};
