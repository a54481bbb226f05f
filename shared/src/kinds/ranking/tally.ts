import type { OptionId } from '../../model/ids.ts';
import { OPTIONS_MAX, OPTIONS_MIN } from '../../model/option-limits.ts';
import { share } from '../../percent.ts';
import { textsOf } from '../fields.ts';
import type { Bins, Kind, Question } from '../kind.ts';
import type { RankingAnswer, RankingSettings } from './schema.ts';

type Ranking = Question<RankingSettings>;

const FIRST = '.first';
const LAST = '.last';

/**
 * The options, or the best few of them, in order. Borda count: of k places the first is worth k − 1 points, each one
 * below it one less; of a single place it is worth one. An option's bin gets its points; `.first` counts first choices,
 * `.last` marks the place that is worth nothing.
 */
export const ranking: Kind<RankingSettings, RankingAnswer> = {
  defaults: { top: null },
  optionCount: [OPTIONS_MIN, OPTIONS_MAX],

  problem: ({ options, settings: { top } }) =>
    top !== null && top > options.length
      ? { path: 'settings.top', message: `is more than the ${options.length} options` }
      : null,

  fitted: ({ top }, optionCount) => ({ top: top === null || top >= optionCount ? null : top }),

  bins: ({ options }) => options.flatMap(({ id }) => [id, `${id}${FIRST}`]),

  misfit({ order }, poll) {
    const known = new Set<string>(poll.options.map(({ id }) => id));
    const unknown = order.findIndex((id) => !known.has(id));
    if (unknown >= 0) return { path: `answer.order.${unknown}`, message: 'is not an option of this poll' };
    if (new Set(order).size < order.length) return { path: 'answer.order', message: 'names an option twice' };
    const places = placesOf(poll);
    return order.length === places ? null : { path: 'answer.order', message: `is not of ${places} options` };
  },

  binsOf({ order }, poll) {
    const most = mostPoints(poll);
    const bins: Record<string, number> = {};
    order.forEach((id, place) => {
      if (place === 0) bins[`${id}${FIRST}`] = 1;
      if (place === most) bins[`${id}${LAST}`] = 1;
      else bins[id] = most - place;
    });
    return bins;
  },

  answerOf: (bins) => ({ order: orderOf(bins) }),

  // All orders weigh the same.
  heaviest(poll) {
    const order = poll.options.slice(0, placesOf(poll)).map(({ id }) => id);
    return Object.values(this.binsOf({ order }, poll)).reduce((sum, count) => sum + count, 0);
  },

  mostInRow: mostPoints,

  result({ voters, bins }, poll) {
    const base = voters * mostPoints(poll);
    return {
      base,
      voters,
      rows: poll.options.map(({ id, label }) => {
        const count = bins[id] ?? 0;
        return { id, label, count, percent: share(count, base), first: bins[`${id}${FIRST}`] ?? 0 };
      }),
    };
  },

  // That all were put in order is no mark of any; of the best few the last is one of them, without a point.
  marks: ({ order }, { options }) => (order.length < options.length ? order : []),

  legend: (poll) =>
    placesOf(poll) === 1 ? null : { key: 'legend.borda', filling: { most: mostPoints(poll) } },

  task(poll) {
    const places = placesOf(poll);
    if (places === 1) return { key: 'task.one' };
    return places === poll.options.length
      ? { key: 'task.rank', filling: { max: places } }
      : { key: 'task.rankTop', filling: { max: places } };
  },

  isOneTap: (poll) => placesOf(poll) === 1,

  progress: ({ order }, poll) =>
    placesOf(poll) === 1
      ? null
      : { key: 'vote.chosen', filling: { count: order.length, max: placesOf(poll) } },

  fields(poll) {
    const choices = poll.options.map(({ id, label }) => ({ value: id, label }));
    return Array.from({ length: placesOf(poll) }, (_, place) => ({
      type: 'pick' as const,
      name: 'order',
      label: `${place + 1}.`,
      choices,
    }));
  },

  read: (form) => ({ order: textsOf(form, 'order').filter((text) => text !== '') }),
  written: ({ order }) => ({ order }),
};

/** How many options a voter puts in order. */
function placesOf({ options, settings: { top } }: Ranking): number {
  return top ?? options.length;
}

/** What a first place is worth. */
function mostPoints(poll: Ranking): number {
  return Math.max(1, placesOf(poll) - 1);
}

/** The order that a ballot's bins came from: by points, and last what is worth none. */
function orderOf(bins: Bins): OptionId[] {
  const names = Object.keys(bins);
  const worth = names.filter((name) => !name.includes('.')).sort((a, b) => bins[b]! - bins[a]!);
  const last = names.find((name) => name.endsWith(LAST));
  return [...worth, ...(last === undefined ? [] : [last.slice(0, -LAST.length)])] as OptionId[];
}
