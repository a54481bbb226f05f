import type { Option, ResultGroup, ResultRow } from '../../model/index.ts';
import { OPTIONS_MAX } from '../../model/option-limits.ts';
import { percentages, share } from '../../percent.ts';
import { numberOf } from '../fields.ts';
import type { Bins, Kind, Question } from '../kind.ts';
import type { ScaleAnswer, ScaleSettings } from './schema.ts';

type Scale = Question<ScaleSettings>;

const NPS = { lowest: 0, highest: 10, promoter: 9, passive: 7 };

/**
 * Statements, the options, on one scale: Likert's, or that of the net promoter score. A statement's value gets 1 in the
 * bin `o1.4`; the result has the values of each statement as a group of rows. Statements may be skipped.
 */
export const scale: Kind<ScaleSettings, ScaleAnswer> = {
  defaults: { scale: 'likert', steps: 5 },
  optionCount: [1, OPTIONS_MAX],

  problem: () => null,

  // Without zeros: of many statements they would be most of a tally.
  bins: () => [],

  misfit({ values }, { options, settings }) {
    const known = new Set<string>(options.map(({ id }) => id));
    const possible = valuesOf(settings);
    const given = Object.entries(values);
    const unknown = given.find(([id]) => !known.has(id));
    if (unknown) return { path: `answer.values.${unknown[0]}`, message: 'is not an option of this poll' };
    const wrong = given.find(([, value]) => !possible.includes(value));
    const range = `a whole number from ${possible[0]} to ${possible.at(-1)}`;
    if (wrong) return { path: `answer.values.${wrong[0]}`, message: `is not ${range}` };
    return given.length === 0 ? { path: 'answer.values', message: 'answers nothing' } : null;
  },

  binsOf: ({ values }) =>
    Object.fromEntries(Object.entries(values).map(([id, value]) => [binOf(id, value), 1])),

  answerOf: (bins) => ({
    values: Object.fromEntries(
      Object.keys(bins).map((bin) => {
        const [id, value] = bin.split('.');
        return [id, Number(value)];
      }),
    ),
  }),

  heaviest: ({ options }) => options.length,

  result({ voters, bins }, { options, settings }) {
    const statements = options.map((option) => statementOf(option, bins, settings));
    return {
      base: voters,
      voters,
      rows: statements.flatMap(({ rows }) => rows),
      groups: statements.map(({ group }) => group),
    };
  },

  legend: ({ settings: { scale, steps } }) =>
    scale === 'nps' ? { key: 'legend.nps' } : { key: 'legend.likert', filling: { max: steps } },

  task: ({ settings: { scale, steps } }) =>
    scale === 'nps' ? { key: 'task.nps' } : { key: 'task.likert', filling: { max: steps } },

  isOneTap: ({ options }) => options.length === 1,

  progress: ({ values }, { options }) =>
    options.length === 1
      ? null
      : {
          key: 'progress.answered',
          filling: { count: Object.keys(values).length, max: options.length },
        },

  fields({ options, settings }) {
    const choices = valuesOf(settings).map((value) => ({ value: String(value), label: String(value) }));
    return options.map(({ id, label }) => ({ type: 'one', name: id, label, choices }));
  },

  read: (form, { options }) => ({
    values: Object.fromEntries(
      options.map(({ id }) => [id, numberOf(form, id)] as const).filter(([, value]) => value !== null),
    ),
  }),

  written: ({ values }) =>
    Object.fromEntries(Object.entries(values).map(([id, value]) => [id, String(value)])),
};

const binOf = (id: string, value: number) => `${id}.${value}`;

/** The values of a scale, the lowest first. */
function valuesOf({ scale, steps }: Scale['settings']): number[] {
  const [lowest, highest] = scale === 'nps' ? [NPS.lowest, NPS.highest] : [1, steps];
  return Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);
}

/** What was answered to a statement, and what it comes to. */
function statementOf(
  { id, label }: Option,
  bins: Bins,
  settings: ScaleSettings,
): { rows: ResultRow[]; group: ResultGroup } {
  const values = valuesOf(settings);
  const counts = values.map((value) => bins[binOf(id, value)] ?? 0);
  const percents = percentages(counts);
  const voters = counts.reduce((sum, count) => sum + count, 0);
  const sum = counts.reduce((total, count, index) => total + count * values[index]!, 0);
  const [lowest, highest] = [values[0]!, values.at(-1)!];
  return {
    rows: values.map((value, index) => ({
      id: binOf(id, value),
      label: String(value),
      count: counts[index]!,
      percent: percents[index]!,
      group: id,
    })),
    group: {
      id,
      label,
      voters,
      mean: voters === 0 ? null : sum / voters,
      level: share(sum - voters * lowest, voters * (highest - lowest)),
      ...(settings.scale === 'nps' && { nps: voters === 0 ? null : npsOf(counts, voters) }),
    },
  };
}

/** Promoters less detractors in percent, rounded once, halves away from zero. */
function npsOf(counts: readonly number[], voters: number): number {
  const surplus = counts.reduce((sum, count, value) => {
    if (value >= NPS.promoter) return sum + count;
    return value < NPS.passive ? sum - count : sum;
  }, 0);
  return surplus < 0 ? 0 - share(-surplus, voters) : share(surplus, voters);
}
