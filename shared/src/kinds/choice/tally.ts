import type { OptionId } from '../../model/ids.ts';
import { OPTIONS_MAX, OPTIONS_MIN } from '../../model/option-limits.ts';
import { percentages, share } from '../../percent.ts';
import { textsOf } from '../fields.ts';
import type { Kind } from '../kind.ts';
import type { ChoiceAnswer, ChoiceSettings } from './schema.ts';

/** One or several options out of a list. Each chosen option's bin gets 1. */
export const choice: Kind<ChoiceSettings, ChoiceAnswer> = {
  defaults: { min: 1, max: 1 },
  optionCount: [OPTIONS_MIN, OPTIONS_MAX],

  problem({ options, settings: { min, max } }) {
    if (max > options.length)
      return { path: 'settings.max', message: `is more than the ${options.length} options` };
    return min > max ? { path: 'settings.min', message: 'is more than settings.max' } : null;
  },

  fitted(settings, optionCount) {
    const max = Math.min(settings.max, Math.max(1, optionCount));
    return { min: Math.min(settings.min, max), max };
  },

  bins: ({ options }) => options.map((option) => option.id),

  misfit({ options: chosen }, { options, settings: { min, max } }) {
    const known = new Set<string>(options.map((option) => option.id));
    const unknown = chosen.findIndex((id) => !known.has(id));
    if (unknown >= 0) return { path: `answer.options.${unknown}`, message: 'is not an option of this poll' };
    if (new Set(chosen).size < chosen.length)
      return { path: 'answer.options', message: 'names an option twice' };
    if (chosen.length < min) return { path: 'answer.options', message: `needs at least ${min}` };
    return chosen.length > max ? { path: 'answer.options', message: `takes at most ${max}` } : null;
  },

  binsOf: ({ options }) => Object.fromEntries(options.map((id) => [id, 1])),

  answerOf: (bins) => ({ options: Object.keys(bins).sort(byNumber) as OptionId[] }),

  heaviest: ({ settings: { max } }) => max,

  result({ voters, bins }, { options, settings: { max } }) {
    const counts = options.map((option) => bins[option.id] ?? 0);
    const percents = max === 1 ? percentages(counts) : counts.map((count) => share(count, voters));
    return {
      base: voters,
      voters,
      rows: options.map(({ id, label }, index) => ({
        id,
        label,
        count: counts[index]!,
        percent: percents[index]!,
      })),
    };
  },

  task({ settings: { min, max } }) {
    if (max === 1) return { key: 'task.one' };
    if (min === max) return { key: 'task.exactly', filling: { count: max } };
    return min === 1
      ? { key: 'task.upTo', filling: { max } }
      : { key: 'task.between', filling: { min, max } };
  },

  isOneTap: ({ settings: { max } }) => max === 1,

  progress: ({ options: chosen }, { settings: { max } }) =>
    max === 1 ? null : { key: 'vote.chosen', filling: { count: chosen.length, max } },

  fields({ options, settings: { max } }) {
    const choices = options.map(({ id, label }) => ({ value: id, label }));
    const field = { name: 'options', label: null, choices };
    return [max === 1 ? { type: 'one', ...field } : { type: 'several', max, ...field }];
  },

  read: (form) => ({ options: textsOf(form, 'options') }),
  written: ({ options }) => ({ options }),
};

/** Option ids end in a number (`o2`, `o10`); an answer reads back in their order, however it was sent. */
function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
