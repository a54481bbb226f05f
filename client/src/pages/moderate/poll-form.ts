import {
  type CommandInput,
  DEFAULT_SETTINGS,
  type KindName,
  kinds,
  LIMITS,
  optionCountOf,
  type Poll,
  type ResultsVisibility,
} from '@pollcast/shared/pure';
import { type DraftOption, writtenOptions } from '../parts/draft-options.ts';

/** A poll while it is being written: every kind's fields side by side, so that changing the kind loses nothing. */
export interface PollForm {
  kind: KindName;
  question: string;
  options: DraftOption[];
  steps: number;
  min: number;
  max: number;
  results: ResultsVisibility;
  changeable: boolean;
  turnout: boolean;
  durationMs: number | null;
}

type Draft = Omit<CommandInput<'poll:create'>, 'code'>;
type Change = CommandInput<'poll:update'>;

/** The form of a poll, or of a new one. */
export function formOf(poll: Poll | null): PollForm {
  const { results, changeable, turnout, durationMs } = poll?.settings ?? DEFAULT_SETTINGS;
  const options: DraftOption[] = poll?.options.map((option) => ({ ...option })) ?? [];
  while (options.length < LIMITS.optionsMin) options.push({ label: '' });
  return {
    kind: poll?.kind ?? 'choice',
    question: poll?.question ?? '',
    options,
    steps: poll?.kind === 'rating' ? poll.settings.steps : kinds.rating.defaults.steps,
    min: poll?.kind === 'choice' ? poll.settings.min : kinds.choice.defaults.min,
    max: poll?.kind === 'choice' ? poll.settings.max : kinds.choice.defaults.max,
    results,
    changeable,
    turnout,
    durationMs,
  };
}

/** A new poll as the server takes it. */
export function draftOf(form: PollForm): Draft {
  const common = commonSettings(form);
  switch (form.kind) {
    case 'choice': {
      const options = writtenOptions(form.options).map(({ label }) => ({ label }));
      const { question } = form;
      return {
        kind: 'choice',
        question,
        options,
        settings: { ...common, min: minOf(form), max: maxOf(form) },
      };
    }
    case 'rating':
      return { kind: 'rating', question: form.question, settings: { ...common, steps: form.steps } };
    default:
      return form.kind satisfies never;
  }
}

/** A change as the server takes it: everything of a draft; of a poll that has started only what may still be mended. */
export function changeOf({ id, status, kind }: Poll, form: PollForm): Change {
  const options = writtenOptions(form.options) as NonNullable<Change['options']>;
  if (status === 'draft') {
    const { settings, question } = draftOf(form);
    return { id, kind: form.kind, question, options: form.kind === 'choice' ? options : [], settings };
  }
  const { question, results, turnout } = form;
  return { id, question, settings: { results, turnout }, ...(kind === 'choice' && { options }) };
}

/** What is still missing, or null. */
export function faultIn({
  question,
  options,
  kind,
}: PollForm): 'edit.questionMissing' | 'edit.optionsMissing' | null {
  if (question.trim() === '') return 'edit.questionMissing';
  return writtenOptions(options).length < optionCountOf(kind)[0] ? 'edit.optionsMissing' : null;
}

/** How many answers a person gives at least. */
export function minOf(form: PollForm): number {
  return Math.min(form.min, maxOf(form));
}

/** How many answers a person has; never more than there are options. */
export function maxOf({ max, options }: PollForm): number {
  return Math.min(max, Math.max(1, writtenOptions(options).length));
}

function commonSettings({ results, changeable, turnout, durationMs }: PollForm) {
  return { results, changeable, turnout, durationMs };
}
