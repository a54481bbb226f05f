import { OPTIONS_MAX, OPTIONS_MIN } from '../../model/option-limits.ts';
import { percentages } from '../../percent.ts';
import { numberOf } from '../fields.ts';
import type { Kind } from '../kind.ts';
import type { PointsAnswer, PointsSettings } from './schema.ts';

/** A budget of points, spent over the options. An option's bin gets its points; percentages are shares of all points. */
export const points: Kind<PointsSettings, PointsAnswer> = {
  defaults: { budget: 100 },
  optionCount: [OPTIONS_MIN, OPTIONS_MAX],

  problem: () => null,

  bins: ({ options }) => options.map(({ id }) => id),

  misfit({ points }, { options, settings: { budget } }) {
    const known = new Set<string>(options.map(({ id }) => id));
    const spent = Object.entries(points);
    const at = (id: string, message: string) => ({ path: `answer.points.${id}`, message });
    for (const [id, count] of spent) {
      if (!known.has(id)) return at(id, 'is not an option of this poll');
      if (!Number.isInteger(count) || count < 1) return at(id, 'is not a whole number of 1 or more');
    }
    if (spent.length === 0) return { path: 'answer.points', message: 'gives no points' };
    return pointsIn(points) > budget
      ? { path: 'answer.points', message: `comes to more than ${budget}` }
      : null;
  },

  binsOf: ({ points }) => ({ ...points }),

  answerOf: (bins) => ({ points: { ...bins } }),

  heaviest: ({ settings: { budget } }) => budget,
  mostInRow: ({ settings: { budget } }) => budget,

  result({ voters, bins }, { options }) {
    const counts = options.map(({ id }) => bins[id] ?? 0);
    const percents = percentages(counts);
    return {
      base: counts.reduce((sum, count) => sum + count, 0),
      voters,
      rows: options.map(({ id, label }, index) => ({
        id,
        label,
        count: counts[index]!,
        percent: percents[index]!,
      })),
    };
  },

  legend: () => ({ key: 'legend.points' }),

  task: ({ settings: { budget } }) => ({ key: 'task.points', filling: { max: budget } }),

  isOneTap: () => false,

  progress({ points }, { settings: { budget } }) {
    const left = budget - pointsIn(points);
    return left < 0
      ? { key: 'progress.pointsOver', filling: { count: -left } }
      : { key: 'progress.pointsLeft', filling: { count: left } };
  },

  fields: ({ options, settings: { budget } }) =>
    options.map(({ id, label }) => ({ type: 'number', name: id, label, min: 0, max: budget, step: 1 })),

  read: (form, { options }) => ({
    points: Object.fromEntries(
      options
        .map(({ id }) => [id, numberOf(form, id)] as const)
        .filter(([, count]) => count !== null && count !== 0),
    ),
  }),

  written: ({ points }) =>
    Object.fromEntries(Object.entries(points).map(([id, count]) => [id, String(count)])),
};

/** How many points an answer spends. */
function pointsIn(points: PointsAnswer['points']): number {
  return Object.values(points).reduce((sum, count) => sum + count, 0);
}
