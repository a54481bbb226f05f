import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** Who may see a result. `after-vote`: after one's own vote, or once closed. */
export const ResultsVisibility = z.enum(['always', 'after-vote', 'after-close', 'moderators']);
export type ResultsVisibility = z.infer<typeof ResultsVisibility>;

/** How long voting lasts from opening; null means until closed by hand. */
export const DurationMs = z.int().min(LIMITS.durationMinMs).max(LIMITS.durationMs);

/** Settings that every kind of poll has. */
export const CommonSettings = z.strictObject({
  results: ResultsVisibility,
  /** A voter may change or withdraw while voting is open. */
  changeable: z.boolean(),
  /** Those who may not see the result are still told how many have voted. */
  turnout: z.boolean(),
  durationMs: DurationMs.nullable(),
});
export type CommonSettings = z.infer<typeof CommonSettings>;
