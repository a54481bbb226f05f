import { percentages } from '../../percent.ts';
import { numberOf } from '../fields.ts';
import type { Kind } from '../kind.ts';
import type { RatingAnswer, RatingSettings } from './schema.ts';

const binOf = (value: number) => `r${value}`;
const stepOf = (bin: string) => Number(bin.slice(1));

function values(steps: number): number[] {
  return Array.from({ length: steps }, (_, index) => index + 1);
}

/** A whole number from 1 to `steps`. The value's bin gets 1; the result has the mean. */
export const rating: Kind<RatingSettings, RatingAnswer> = {
  defaults: { steps: 5 },
  optionCount: [0, 0],

  problem: () => null,

  bins: ({ settings: { steps } }) => values(steps).map(binOf),

  misfit: ({ value }, { settings: { steps } }) =>
    Number.isInteger(value) && value >= 1 && value <= steps
      ? null
      : { path: 'answer.value', message: `is not a whole number from 1 to ${steps}` },

  binsOf: ({ value }) => ({ [binOf(value)]: 1 }),

  answerOf: (bins) => ({ value: stepOf(Object.keys(bins)[0]!) }),

  result({ voters, bins }, { settings: { steps } }) {
    const counts = values(steps).map((value) => bins[binOf(value)] ?? 0);
    const percents = percentages(counts);
    const sum = counts.reduce((total, count, index) => total + count * (index + 1), 0);
    const rows = counts.map((count, index) => ({
      id: binOf(index + 1),
      label: String(index + 1),
      count,
      percent: percents[index]!,
    }));
    return { base: voters, voters, rows, mean: voters === 0 ? null : sum / voters };
  },

  task: ({ settings: { steps } }) => ({ key: 'task.rating', filling: { max: steps } }),

  isOneTap: () => true,

  fields: ({ settings: { steps } }) => [
    {
      type: 'one',
      name: 'value',
      label: null,
      choices: values(steps).map((value) => ({ value: String(value), label: String(value) })),
    },
  ],

  read: (form) => ({ value: numberOf(form, 'value') }),
  written: ({ value }) => ({ value: String(value) }),
};
