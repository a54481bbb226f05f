import { type Poll, settingsForShow } from '@pollcast/shared/pure';
import { type DraftOption, writtenOptions } from '../parts/draft-options.ts';
import { formOf, type PollForm } from './poll-form.ts';

/** An edit under way. */
export interface Edit {
  form: PollForm;
  /** The poll that is being edited, as it was last taken in; null for a new one. */
  base: Poll | null;
  /** Somebody else's changes have been taken in. */
  isMerged: boolean;
  /** What somebody else has changed too, to something else. */
  clashes: readonly (keyof PollForm)[];
}

/** What can still be changed when voting has started; of a kind's own settings those that are only for show. */
const MENDABLE: readonly (keyof PollForm)[] = ['question', 'options', 'results', 'turnout', 'own'];

export function startEdit(base: Poll | null, form = formOf(base)): Edit {
  return { form, base, isMerged: false, clashes: [] };
}

export function isChanged({ form, base }: Edit): boolean {
  return changedFields(form, formOf(base)).length > 0;
}

/**
 * The edit after the poll was changed by somebody else: what only one side has changed is as that side wants it, and of
 * what both have changed the edit's own stays and is told as a clash.
 */
export function rebased({ form, base, isMerged, clashes }: Edit, poll: Poll): Edit {
  const [before, theirs] = [formOf(base), formOf(poll)];
  const isEditable = (field: keyof PollForm) => poll.status === 'draft' || MENDABLE.includes(field);
  const mine = changedFields(form, before).filter(isEditable);
  const differing = changedFields(form, theirs);
  const moved = changedFields(theirs, before);
  const kept = Object.fromEntries(mine.map((field) => [field, form[field]]));
  const merged: PollForm = { ...theirs, ...kept };
  if (poll.status !== 'draft') {
    merged.options = renamed(theirs.options, merged.options);
    merged.own = shownAs(merged.own, theirs);
  }
  const isTaken = moved.some((field) => differing.includes(field) && !mine.includes(field));
  const clashing = mine.filter(
    (field) => differing.includes(field) && (moved.includes(field) || clashes.includes(field)),
  );
  return { form: merged, base: poll, isMerged: isMerged || isTaken, clashes: clashing };
}

/** The other side's words where both have changed the same. */
export function yielded({ form, base, clashes }: Edit): Edit {
  const theirs = formOf(base);
  const taken = Object.fromEntries(clashes.map((field) => [field, theirs[field]]));
  return { form: { ...form, ...taken }, base, isMerged: true, clashes: [] };
}

function changedFields(a: PollForm, b: PollForm): (keyof PollForm)[] {
  const fields = Object.keys(a) as (keyof PollForm)[];
  return fields.filter((field) => textOf(a, field) !== textOf(b, field));
}

/** Blank options are none. */
function textOf(form: PollForm, field: keyof PollForm): string {
  return JSON.stringify(
    field === 'options' ? writtenOptions(form.options).map(({ label }) => label) : form[field],
  );
}

/** The options that are voted on, with the words that were written for them. */
function renamed(options: readonly DraftOption[], written: readonly DraftOption[]): DraftOption[] {
  return options.map((option) => written.find(({ id }) => id === option.id) ?? option);
}

/** The kind's own settings as they are voted on, with those for show as they were written. */
function shownAs(written: PollForm['own'], { own, kind }: PollForm): PollForm['own'] {
  const shown = Object.entries(written[kind]).filter(([name]) => settingsForShow(kind).includes(name));
  return { ...own, [kind]: { ...own[kind], ...Object.fromEntries(shown) } };
}
