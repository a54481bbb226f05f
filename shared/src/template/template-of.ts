import { kinds } from '../kinds/table.ts';
import { DEFAULT_SETTINGS } from '../model/defaults.ts';
import type { PollDefinition } from '../model/index.ts';
import type { Json, Template, TemplatePoll } from './template.ts';

type Defined = Pick<PollDefinition, 'kind' | 'question' | 'options' | 'settings'>;

/** A room as a template: what its kind says anyway is left out, and what speaks of answers. */
export function templateOf(title: string, polls: readonly Defined[]): Template {
  return { title, polls: polls.map(pollOf) };
}

function pollOf({ kind, question, options, settings }: Defined): TemplatePoll {
  const defaults: Record<string, unknown> = { ...DEFAULT_SETTINGS, ...kinds[kind].defaults };
  const ofAnswers: readonly string[] = kinds[kind].ofAnswers ?? [];
  const own = Object.entries(renumbered(settings as unknown as Json, options) as Record<string, Json>).filter(
    ([name, value]) => !ofAnswers.includes(name) && JSON.stringify(value) !== JSON.stringify(defaults[name]),
  );
  return {
    kind,
    question,
    ...(options.length > 0 && { options: options.map(({ label }) => ({ label })) }),
    ...(own.length > 0 && { settings: Object.fromEntries(own) }),
  };
}

/** Options are numbered anew when a poll is created: what names one, such as a right answer, follows. */
function renumbered(value: Json, options: Defined['options']): Json {
  if (Array.isArray(value)) return value.map((entry) => renumbered(entry, options));
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, inner]) => [
      renumbered(name, options),
      renumbered(inner, options),
    ]);
    return Object.fromEntries(entries) as Json;
  }
  const place = options.findIndex(({ id }) => id === value);
  return place < 0 ? value : `o${place + 1}`;
}
