import { percentages, share } from '../../percent.ts';
import { numberOf } from '../fields.ts';
import type { Kind } from '../kind.ts';
import {
  bucketsOf,
  DECIMALS_MAX,
  decimalsIn,
  decimalsOf,
  isWithin,
  STEPS_MAX,
  stepsIn,
  stepsOfBucket,
  stepsTo,
  valueAt,
} from './scale.ts';
import type { NumberAnswer, NumberSettings } from './schema.ts';
import { createSpread } from './spread.ts';

const binOf = (steps: number) => `v${steps}`;
const stepsOf = (bin: string) => Number(bin.slice(1));

/** One number of a range. The bin of how many steps it lies above the smallest gets 1. */
export const number: Kind<NumberSettings, NumberAnswer> = {
  defaults: { min: 0, max: 10, step: 1, right: null },
  optionCount: [0, 0],
  forShow: ['right'],

  problem({ settings }) {
    const { min, max, step, right } = settings;
    if (!(max > min)) return { path: 'settings.max', message: 'is not more than settings.min' };
    if (!(stepsIn(settings) >= 1)) return { path: 'settings.step', message: 'is more than from min to max' };
    if (stepsIn(settings) > STEPS_MAX)
      return { path: 'settings.step', message: `makes more than ${STEPS_MAX} steps` };
    if (decimalsOf(min) > DECIMALS_MAX || decimalsOf(step) > DECIMALS_MAX)
      return { path: 'settings.step', message: `has more than ${DECIMALS_MAX} decimals` };
    const isFitting = right === null || (right.value >= min && right.value <= max && right.tolerance >= 0);
    return isFitting
      ? null
      : { path: 'settings.right.value', message: 'is not from settings.min to settings.max' };
  },

  // A thousand zeros need not travel.
  bins: () => [],

  misfit: ({ value }, { settings }) =>
    Number.isFinite(value) && stepsTo(settings, value) !== null
      ? null
      : {
          path: 'answer.value',
          message: `is not from ${settings.min} to ${settings.max} by ${settings.step}`,
        },

  binsOf: ({ value }, { settings }) => ({ [binOf(stepsTo(settings, value) ?? Number.NaN)]: 1 }),

  answerOf: (bins, { settings }) => ({ value: valueAt(settings, stepsOf(Object.keys(bins)[0]!)) }),

  result({ voters, bins }, { settings }) {
    const { right } = settings;
    const write = (steps: number) => valueAt(settings, steps).toFixed(decimalsIn(settings));
    const counted = Object.entries(bins).map(([bin, count]) => ({ steps: stepsOf(bin), count }));
    const buckets = bucketsOf(settings);
    const ranges = Array.from({ length: buckets.count }, (_, index) =>
      stepsOfBucket(settings, buckets, index),
    );
    const counts = ranges.map(([first, last]) =>
      counted.reduce((sum, { steps, count }) => (steps >= first && steps <= last ? sum + count : sum), 0),
    );
    const percents = percentages(counts);
    const spread = createSpread(
      counted.map(({ steps, count }) => ({ value: valueAt(settings, steps), count })),
    );
    const rightCount = right === null ? 0 : spread.count((value) => isWithin(value, right));
    return {
      base: voters,
      voters,
      rows: ranges.map(([first, last], index) => ({
        id: binOf(first),
        label: first === last ? write(first) : `${write(first)}–${write(last)}`,
        count: counts[index]!,
        percent: percents[index]!,
      })),
      mean: spread.mean,
      median: spread.quantile(0.5),
      quartiles: voters === 0 ? null : [spread.quantile(0.25)!, spread.quantile(0.75)!],
      ...(right !== null && {
        right: { ...right, count: rightCount, percent: share(rightCount, voters) },
      }),
    };
  },

  task: ({ settings: { min, max } }) => ({ key: 'task.number', filling: { min, max } }),

  isOneTap: () => false,

  fields: ({ settings: { min, max, step } }) => [
    { type: 'number', name: 'value', label: null, min, max, step },
  ],

  read: (form) => ({ value: numberOf(form, 'value') ?? Number.NaN }),
  written: ({ value }) => ({ value: String(value) }),

  told: (settings, isTold) => (isTold ? settings : { ...settings, right: null }),
};
