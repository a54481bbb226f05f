import type { BinId } from '../model/ids.ts';
import type { Option, Result, Tally } from '../model/index.ts';
import type { WordKey } from '../words/catalogue.ts';
import type { Field, Form } from './fields.ts';

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

/** A text of the catalogue and what fills its blanks. */
export interface Saying {
  key: WordKey;
  filling?: Record<string, string | number>;
}

/**
 * A question kind: pure arithmetic, no zod, so that the browser can load it. `binsOf` and `answerOf` are inverse for
 * every answer that `misfit` lets pass and `counting` leaves as it is, and so are `written` and `read`.
 */
export interface Kind<Settings, Answer> {
  /** What a poll gets where its settings are silent. */
  defaults: Settings;
  /** How many options a poll of the kind has; `[0, 0]` for a kind without options. */
  optionCount: readonly [min: number, max: number];
  /** The settings that only change what is shown, so that they may be mended while voting is open and after. */
  forShow?: readonly (keyof Settings & string)[];
  /** The settings that speak of what was answered: no template has them. */
  ofAnswers?: readonly (keyof Settings & string)[];
  /** The first contradiction of a definition, or null. */
  problem(question: Question<Settings>): Misfit | null;
  /** The settings brought within so many options, for an editor in which options come and go. */
  fitted?(settings: Settings, optionCount: number): Settings;
  /** Every bin that a tally always has, in display order; none where they come with the votes only. */
  bins(question: Question<Settings>): BinId[];
  /** What is wrong with an answer that has the kind's shape, or that `read` made of a form; null if nothing is. */
  misfit(answer: Answer, question: Question<Settings>): Misfit | null;
  binsOf(answer: Answer, question: Question<Settings>): Bins;
  /**
   * Where voters make up bins, and there could be no end of them: how ballots are counted beside those of a tally, one after
   * the other. The tally may have bins of segments. Some of their bins may become one that stands for all there is no room for.
   */
  counting?(tally: Bins): (ballot: Bins) => Bins;
  answerOf(bins: Bins, question: Question<Settings>): Answer;
  /** What the increments of the heaviest ballot come to together; one where a kind does not say. */
  heaviest?(question: Question<Settings>): number;
  /** The most that one ballot adds to a row of the result; one where a kind does not say: its rows count people. */
  mostInRow?(question: Question<Settings>): number;
  /** Makes a tally readable; percentages follow docs/SPEC.md P1 and P2. */
  result(counts: Counts, question: Question<Settings>): Result;
  /** The ids of the result's rows that are marked as an answer's, where these are not all that it adds to. */
  marks?(answer: Answer, question: Question<Settings>): string[];
  /** What the counts of a result are, where they are not simply votes. */
  legend?(question: Question<Settings>): Saying | null;
  /**
   * The bins that may leave the server, where not all may: then whatever is for show changes them too. `isFoul` knows the
   * words that do not belong on a wall.
   */
  shown?(bins: Bins, question: Question<Settings>, isFoul: (word: string) => boolean): Bins;
  /** What a voter is asked to do. */
  task(question: Question<Settings>): Saying;
  /** Is one tap the whole answer? */
  isOneTap(question: Question<Settings>): boolean;
  /** How far an answer is that is being given, where there is something to tell; it need not fit yet. */
  progress?(answer: Answer, question: Question<Settings>): Saying | null;
  /** The answer as fields of a plain form. A single field without a label has a choice for each row of the result, in its order. */
  fields(question: Question<Settings>): Field[];
  /** A form's texts as an answer, its shape and values unchecked. */
  read(form: Form, question: Question<Settings>): unknown;
  /** An answer as the form's texts. */
  written(answer: Answer, question: Question<Settings>): Form;
  /** The settings as voters may know them. `isTold`: voting is over, and they may see the result. */
  told?(settings: Settings, isTold: boolean): Settings;
}
