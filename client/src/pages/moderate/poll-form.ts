import {
  type CommandInput,
  DEFAULT_SETTINGS,
  fittedSettings,
  type KindName,
  type KindSettings,
  kinds,
  LIMITS,
  type Option,
  optionCountOf,
  type Poll,
  problemOf,
  type ResultsVisibility,
  settingsForShow,
} from '@pollcast/shared/pure';
import { type DraftOption, writtenOptions } from '../parts/draft-options.ts';

type OwnSettings = { [K in KindName]: KindSettings<K> };

/** A poll while it is being written: every kind's settings side by side, so that changing the kind loses nothing. */
export interface PollForm {
  kind: KindName;
  question: string;
  options: DraftOption[];
  own: OwnSettings;
  results: ResultsVisibility;
  changeable: boolean;
  turnout: boolean;
  durationMs: number | null;
}

type Draft = Omit<CommandInput<'poll:create'>, 'code'>;
type Change = CommandInput<'poll:update'>;

/** The form of a poll, or of a new one. */
export function formOf(poll: Poll | null): PollForm {
  const { results, changeable, turnout, durationMs, ...own } = poll?.settings ?? DEFAULT_SETTINGS;
  const options: DraftOption[] = poll?.options.map((option) => ({ ...option })) ?? [];
  while (options.length < LIMITS.optionsMin) options.push({ label: '' });
  return {
    kind: poll?.kind ?? 'choice',
    question: poll?.question ?? '',
    options,
    own: { ...defaultsOfAll(), ...(poll !== null && { [poll.kind]: own }) },
    results,
    changeable,
    turnout,
    durationMs,
  };
}

/** The settings of the form's kind alone, never asking for more than there are options. */
export function settingsIn({ kind, own, options }: PollForm): KindSettings<KindName> {
  return fittedSettings(kind, own[kind], writtenOptions(options).length);
}

/** A new poll as the server takes it. */
export function draftOf(form: PollForm): Draft {
  const { kind, question, results, changeable, turnout, durationMs } = form;
  return {
    kind,
    question,
    ...(hasOptions(kind) && { options: writtenOptions(form.options).map(({ label }) => ({ label })) }),
    settings: { results, changeable, turnout, durationMs, ...settingsIn(form) },
  } as Draft;
}

/** A change as the server takes it: everything of a draft; of a poll that has started only what may still be mended. */
export function changeOf({ id, status, kind }: Poll, form: PollForm): Change {
  const options = writtenOptions(form.options) as NonNullable<Change['options']>;
  if (status === 'draft') {
    const { settings, question } = draftOf(form);
    return { id, kind: form.kind, question, options: hasOptions(form.kind) ? options : [], settings };
  }
  const shown = settingsForShow(kind);
  const settings = Object.entries(draftOf(form).settings ?? {}).filter(([name]) => shown.includes(name));
  return {
    id,
    question: form.question,
    settings: Object.fromEntries(settings),
    ...(hasOptions(kind) && { options }),
  } as Change;
}

/** What is still missing or wrong, or null. */
export function faultIn(
  form: PollForm,
): 'edit.questionMissing' | 'edit.optionMissing' | 'edit.optionsMissing' | 'edit.ownWrong' | null {
  const { question, kind } = form;
  if (question.trim() === '') return 'edit.questionMissing';
  const options = writtenOptions(form.options);
  const [min] = optionCountOf(kind);
  if (options.length < min) return min === 1 ? 'edit.optionMissing' : 'edit.optionsMissing';
  const asked = { kind, options: options as unknown as readonly Option[], settings: settingsIn(form) };
  return problemOf(asked) === null ? null : 'edit.ownWrong';
}

function hasOptions(kind: KindName): boolean {
  return optionCountOf(kind)[1] > 0;
}

function defaultsOfAll(): OwnSettings {
  const entries = Object.entries(kinds).map(([kind, { defaults }]) => [kind, defaults]);
  return Object.fromEntries(entries) as OwnSettings;
}
