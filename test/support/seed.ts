import { readFileSync } from 'node:fs';

interface Seed {
  title: string;
  question: string;
  /** `votes` that each gets, and the figure that must be `shown` for it. */
  options: { label: string; votes: number; shown: string }[];
}

/** The poll with a known outcome. */
export const seed: Seed = JSON.parse(
  readFileSync(new URL('../fixtures/seed-poll.json', import.meta.url), 'utf8'),
);
