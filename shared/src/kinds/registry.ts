import type { BinId } from '../model/ids.ts';
import type { Answer, AnswerOf, KindName, KindSettings, PollDefinition, Result } from '../model/index.ts';
import { choice } from './choice/tally.ts';
import type { Bins, Counts, Kind, Misfit, Question } from './kind.ts';
import { rating } from './rating/tally.ts';

/** The registry's arithmetic side. One line a kind. */
export const kinds: { [K in KindName]: Kind<KindSettings<K>, AnswerOf<K>> } = {
  choice,
  rating,
};

/** A kind whose settings and answers are only known to belong together; the poll's `kind` field is the proof. */
type SomeKind = Kind<unknown, Answer>;
type Defined = Pick<PollDefinition, 'kind'> & Question<unknown>;

function kindOf(poll: Pick<PollDefinition, 'kind'>): SomeKind {
  return kinds[poll.kind] as unknown as SomeKind;
}

/** Every bin of a poll in display order. */
export function binsOfPoll(poll: Defined): BinId[] {
  return kindOf(poll).bins(poll);
}

/** The first contradiction in a poll's definition, or null. */
export function problemOf(poll: Defined): Misfit | null {
  return kindOf(poll).problem(poll);
}

/** An answer's increments. The answer must have passed `misfitOf`. */
export function binsOfAnswer(poll: Defined, answer: Answer): Bins {
  return kindOf(poll).binsOf(answer);
}

/** What is wrong with an answer of the poll's kind, or null. */
export function misfitOf(poll: Defined, answer: Answer): Misfit | null {
  return kindOf(poll).misfit(answer, poll);
}

/** The answer that a stored ballot's increments came from. */
export function answerOfBins(poll: Defined, bins: Bins): Answer {
  return kindOf(poll).answerOf(bins);
}

/** A poll's counts made readable for people. */
export function resultOf(poll: Defined, counts: Counts): Result {
  return kindOf(poll).result(counts, poll);
}

/** How many options a poll of the kind may have. */
export function optionCountOf(kind: KindName): readonly [min: number, max: number] {
  return kinds[kind].optionCount;
}
