import type { BinId } from '../model/ids.ts';
import type { Option, Result, Tally } from '../model/index.ts';

/** A ballot as the store keeps it: whole-number increments by bin. */
export type Bins = Readonly<Record<BinId, number>>;

/** Why an answer or a definition does not fit: the path into it and words for a person. */
export interface Misfit {
  path: string;
  message: string;
}

/** The part of a poll that a kind reads. */
export interface Question<Settings> {
  options: readonly Option[];
  settings: Settings;
}

/** The bins and voters of a tally, all that a result is made from. */
export type Counts = Pick<Tally, 'voters' | 'bins'>;

/**
 * A question kind: pure arithmetic, no zod, so that the browser can load it. `binsOf` and `answerOf` are inverse for
 * every answer that `misfit` lets pass.
 */
export interface Kind<Settings, Answer> {
  /** What a poll gets where its settings are silent. */
  defaults: Settings;
  /** How many options a poll of the kind has; `[0, 0]` for a kind without options. */
  optionCount: readonly [min: number, max: number];
  /** The first contradiction of a definition, or null. */
  problem(question: Question<Settings>): Misfit | null;
  /** Every bin of the poll in display order. */
  bins(question: Question<Settings>): BinId[];
  /** What is wrong with an answer that has the kind's shape, or null. */
  misfit(answer: Answer, question: Question<Settings>): Misfit | null;
  binsOf(answer: Answer): Bins;
  answerOf(bins: Bins): Answer;
  /** Makes a tally readable; percentages follow docs/SPEC.md P1 and P2. */
  result(counts: Counts, question: Question<Settings>): Result;
}
