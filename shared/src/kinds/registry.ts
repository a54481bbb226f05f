import type { BinId } from '../model/ids.ts';
import type {
  Answer,
  KindName,
  KindSettings,
  Poll,
  PollDefinition,
  Result,
  ResultRow,
} from '../model/index.ts';
import { maySeeResult } from '../visibility.ts';
import type { Field, Form } from './fields.ts';
import type { Bins, Counts, Kind, Misfit, Question, Saying } from './kind.ts';
import { kinds } from './table.ts';

/** A kind whose settings and answers are only known to belong together; the poll's `kind` field is the proof. */
type SomeKind = Kind<unknown, Answer>;
export type RowField = Extract<Field, { type: 'one' | 'several' }>;
type Defined = Pick<PollDefinition, 'kind'> & Question<unknown>;

function kindOf(poll: Pick<PollDefinition, 'kind'>): SomeKind {
  return kinds[poll.kind] as unknown as SomeKind;
}

/** Is the kind known here? An older program may meet a newer one. */
export function knowsKind(kind: string): kind is KindName {
  return Object.hasOwn(kinds, kind);
}

/** Every bin that a poll's tally always has, in display order. */
export function binsOfPoll(poll: Defined): BinId[] {
  return kindOf(poll).bins(poll);
}

/** The first contradiction in a poll's definition, or null. */
export function problemOf(poll: Defined): Misfit | null {
  return kindOf(poll).problem(poll);
}

/** A kind's own settings, brought within so many options. */
export function fittedSettings<K extends KindName>(
  kind: K,
  settings: KindSettings<K>,
  optionCount: number,
): KindSettings<K> {
  const { fitted } = kinds[kind];
  return fitted === undefined ? settings : fitted(settings, optionCount);
}

/** An answer's increments. The answer must have passed `misfitOf`. */
export function binsOfAnswer(poll: Defined, answer: Answer): Bins {
  return kindOf(poll).binsOf(answer, poll);
}

/** Counts ballots beside those of a tally, one after the other; most kinds leave them as they are. */
export function countingOf(poll: Defined, tally: Bins): (ballot: Bins) => Bins {
  return kindOf(poll).counting?.(tally) ?? ((ballot) => ballot);
}

/** What is wrong with an answer of the poll's kind, or null. */
export function misfitOf(poll: Defined, answer: Answer): Misfit | null {
  return kindOf(poll).misfit(answer, poll);
}

/** The answer that a stored ballot's increments came from. */
export function answerOfBins(poll: Defined, bins: Bins): Answer {
  return kindOf(poll).answerOf(bins, poll);
}

/** What the increments of the poll's heaviest ballot come to together. */
export function heaviestBallot(poll: Defined): number {
  return kindOf(poll).heaviest?.(poll) ?? 1;
}

/** The most that one ballot adds to a row of the poll's result: one where rows count people. */
export function mostInRow(poll: Defined): number {
  return kindOf(poll).mostInRow?.(poll) ?? 1;
}

/** A poll's counts made readable for people. */
export function resultOf(poll: Defined, counts: Counts): Result {
  return kindOf(poll).result(counts, poll);
}

/** The ids of the result's rows that an answer is in; none where it is about all of them. */
export function rowsOfAnswer(poll: Defined, answer: Answer): string[] {
  const { marks } = kindOf(poll);
  if (marks !== undefined) return marks(answer, poll);
  const { rows } = resultOf(poll, { voters: 1, bins: binsOfAnswer(poll, answer) });
  return rows.filter(({ count }) => count > 0).map(({ id }) => id);
}

/** What the counts of a poll's result are, where they are not simply votes. */
export function legendOf(poll: Defined): Saying | null {
  return kindOf(poll).legend?.(poll) ?? null;
}

/** How far an answer is that is being given, where its kind can tell. */
export function progressOf(poll: Defined, answer: Answer): Saying | null {
  return kindOf(poll).progress?.(answer, poll) ?? null;
}

/** The settings that only change what is shown of a poll; all others change the vote. */
export function settingsForShow(kind: KindName): readonly string[] {
  return ['results', 'turnout', ...(kinds[kind].forShow ?? [])];
}

/** The bins of a poll that may leave the server; the same object where all may. */
export function shownBins(poll: Defined, bins: Bins, isFoul: (word: string) => boolean): Bins {
  return kindOf(poll).shown?.(bins, poll, isFoul) ?? bins;
}

/** Is a poll of a kind of which not everything is shown that was counted? */
export function mayHide(poll: Pick<PollDefinition, 'kind'>): boolean {
  return kindOf(poll).shown !== undefined;
}

/** Does an edit change what is shown of the same ballots? Then their tally is another one. */
export function isShownAnew(before: Defined, after: Defined): boolean {
  const { shown, forShow = [] } = kindOf(after);
  const settingsOf = ({ settings }: Defined) =>
    JSON.stringify(forShow.map((name) => (settings as Record<string, unknown>)[name]));
  return shown !== undefined && settingsOf(before) !== settingsOf(after);
}

/** A result's rows where there is little room: all of them, or the first of those that came with the votes. */
export function foremostRows(poll: Defined, { rows }: Result): ResultRow[] {
  return binsOfPoll(poll).length > 0 ? rows : rows.slice(0, FOREMOST);
}

const FOREMOST = 12;

/** How many options a poll of the kind may have. */
export function optionCountOf(kind: KindName): readonly [min: number, max: number] {
  return kinds[kind].optionCount;
}

/** What the poll asks a voter to do. */
export function taskOf(poll: Defined): Saying {
  return kindOf(poll).task(poll);
}

/** Is one tap the whole answer? */
export function isOneTap(poll: Defined): boolean {
  return kindOf(poll).isOneTap(poll);
}

/** A plain form for an answer. */
export function fieldsOf(poll: Defined): Field[] {
  return kindOf(poll).fields(poll);
}

/** The one field whose choices are the rows of the result, asked by the question itself; null where a kind asks in another way. */
export function rowField(poll: Defined): RowField | null {
  const [field, ...others] = fieldsOf(poll);
  if (field === undefined || others.length > 0 || field.label !== null) return null;
  return field.type === 'one' || field.type === 'several' ? field : null;
}

/** The answer that a plain form holds, unchecked. */
export function answerOfForm(poll: Defined, form: Form): unknown {
  return kindOf(poll).read(form, poll);
}

/** An answer written into a plain form. */
export function formOfAnswer(poll: Defined, answer: Answer): Form {
  return kindOf(poll).written(answer, poll);
}

/** A poll as voters and stages may know it: the same object where there is nothing to keep from them. */
export function toldPoll<P extends Poll>(poll: P): P {
  const { told } = kindOf(poll);
  if (told === undefined) return poll;
  const isTold = poll.status === 'closed' && maySeeResult(poll, { role: 'voter', hasVoted: true });
  return { ...poll, settings: { ...poll.settings, ...(told(poll.settings, isTold) as object) } };
}
