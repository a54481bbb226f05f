import {
  type CheckedInput,
  DEFAULT_SETTINGS,
  type KindName,
  kinds,
  type Option,
  type OptionId,
  optionCountOf,
  type PollDefinition,
  type PollDraft,
  type PollId,
  problemOf,
  type RoomCode,
  settingsForShow,
  settingsSchema,
} from '@pollcast/shared';
import { invalidInput, issuesOf, PollcastError } from './errors.ts';
import type { NewPoll, PollRecord } from './store.ts';

/** A new poll out of what a moderator sent: ids given, silent settings filled in, contradictions refused. */
export function newPoll(draft: PollDraft, { id, code }: { id: PollId; code: RoomCode }): NewPoll {
  const options = (draft.options ?? []).map(({ label }, index) => ({ id: optionId(index + 1), label }));
  const settings = settingsOf(draft.kind, draft.settings ?? {});
  const definition = {
    kind: draft.kind,
    question: draft.question,
    options,
    settings,
    revealed: null,
    segment: null,
  } as PollDefinition;
  return { ...checked(definition), id, code };
}

type Edit = Omit<CheckedInput<'poll:update'>, 'id' | 'version'>;

/** A poll after an edit. NOT_DRAFT where voters have already been asked something else. */
export function edited(poll: PollRecord, edit: Edit): PollRecord {
  const kind = edit.kind ?? poll.kind;
  const kept = kind === poll.kind ? poll.settings : commonOf(poll);
  const definition = checked({
    kind,
    question: edit.question ?? poll.question,
    options: edit.options === undefined ? optionsFor(kind, poll) : withIds(edit.options, poll.options),
    settings: settingsOf(kind, { ...kept, ...edit.settings }),
    revealed: poll.revealed,
    segment: poll.segment,
  } as PollDefinition);
  if (poll.status !== 'draft' && changesTheVote(poll, definition)) throw new PollcastError('NOT_DRAFT');
  return { ...poll, ...definition } as PollRecord;
}

function optionId(number: number): OptionId {
  return `o${number}` as OptionId;
}

/** Known ids are kept, new options get numbers that were never used in this poll's list. */
function withIds(options: NonNullable<Edit['options']>, known: readonly Option[]): Option[] {
  let last = Math.max(0, ...known.map(({ id }) => Number(id.slice(1))));
  return options.map(({ id, label }, index) => {
    if (id === undefined) {
      last += 1;
      return { id: optionId(last), label };
    }
    if (known.some((option) => option.id === id)) return { id, label };
    throw invalidInput({ path: `options.${index}.id`, message: 'is not an option of this poll' });
  });
}

/** A poll that turns into a kind without options loses them. */
function optionsFor(kind: KindName, { options }: PollRecord): readonly Option[] {
  return optionCountOf(kind)[1] === 0 ? [] : options;
}

function commonOf({ settings: { results, changeable, turnout, durationMs } }: PollRecord) {
  return { results, changeable, turnout, durationMs };
}

function settingsOf(kind: KindName, given: object): PollDefinition['settings'] {
  const parsed = settingsSchema(kind).safeParse({ ...DEFAULT_SETTINGS, ...kinds[kind].defaults, ...given });
  if (parsed.success) return parsed.data as PollDefinition['settings'];
  throw invalidInput(...issuesOf(parsed.error, 'settings'));
}

function checked(definition: PollDefinition): PollDefinition {
  const { kind, options } = definition;
  const [min, max] = optionCountOf(kind);
  if (options.length < min || options.length > max) {
    const wanted = max === 0 ? 'no options' : `${min} to ${max} options`;
    throw invalidInput({ path: 'options', message: `a ${kind} poll has ${wanted}` });
  }
  if (new Set(options.map(({ id }) => id)).size < options.length) {
    throw invalidInput({ path: 'options', message: 'names an option twice' });
  }
  const problem = problemOf(definition);
  if (problem !== null) throw invalidInput(problem);
  return definition;
}

/** Typos and what is only for show may be mended at any time; what is asked and how it counts may not. */
function changesTheVote(poll: PollRecord, definition: PollDefinition): boolean {
  const blank = Object.fromEntries(settingsForShow(poll.kind).map((name) => [name, null]));
  const fixed = ({ kind, options, settings }: PollDefinition) =>
    JSON.stringify([kind, options.map(({ id }) => id), { ...settings, ...blank }]);
  return fixed(poll) !== fixed(definition);
}
