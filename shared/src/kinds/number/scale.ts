import type { NumberSettings } from './schema.ts';

type Range = Pick<NumberSettings, 'min' | 'max' | 'step'>;

/** Values are told apart to this; a decimal fraction as a computer keeps it is closer to what was meant. */
const EXACT = 1e-9;
export const DECIMALS_MAX = 6;
export const STEPS_MAX = 1000;
/** More columns than these cannot be read on a phone. */
const BUCKETS_MAX = 12;
const LADDER = Array.from({ length: 48 }, (_, rung) => [1, 2, 5][rung % 3]! * 10 ** Math.floor(rung / 3));

/** How many steps there are from the smallest number to the largest. */
export function stepsIn({ min, max, step }: Range): number {
  return Math.floor((max - min) / step + EXACT);
}

/** How many decimals a number has; more than `DECIMALS_MAX` are not told apart. */
export function decimalsOf(value: number): number {
  let decimals = 0;
  while (decimals <= DECIMALS_MAX && Math.abs(Number(value.toFixed(decimals)) - value) > EXACT) decimals += 1;
  return decimals;
}

/** How many decimals the numbers of a range are written with. */
export function decimalsIn({ min, step }: Range): number {
  return Math.max(decimalsOf(min), decimalsOf(step));
}

/** The number so many steps above the smallest. */
export function valueAt(range: Range, steps: number): number {
  return Number((range.min + steps * range.step).toFixed(decimalsIn(range)));
}

/** How many steps a number lies above the smallest; null for a number that is none of the range. */
export function stepsTo(range: Range, value: number): number | null {
  const steps = Math.round((value - range.min) / range.step);
  const isOne = steps >= 0 && steps <= stepsIn(range) && Math.abs(valueAt(range, steps) - value) <= EXACT;
  return isOne ? steps : null;
}

/** Is a number at most so far from another? */
export function isWithin(value: number, { value: other, tolerance }: { value: number; tolerance: number }) {
  return Math.abs(value - other) <= tolerance + EXACT;
}

/** A range cut into buckets of equal width: `start` is the lower end of the first, which may begin below `min`. */
export interface Buckets {
  start: number;
  width: number;
  count: number;
}

/**
 * Buckets for a histogram, at most 12. Each number is its own where they are few; else a bucket is 1, 2 or 5 × 10ⁿ wide
 * and ends at a multiple of that, or, where steps do not add up to any such width, has 1, 2 or 5 × 10ⁿ steps.
 */
export function bucketsOf(range: Range): Buckets {
  const unit = 10 ** decimalsIn(range);
  const [low, step] = [Math.round(range.min * unit), Math.round(range.step * unit)];
  const high = low + stepsIn(range) * step;
  const cut = (start: number, width: number) => ({
    start: start / unit,
    width: width / unit,
    count: Math.floor((high - start) / width) + 1,
  });
  const isCoarse = ({ count }: Buckets) => count <= BUCKETS_MAX;
  const single = cut(low, step);
  if (isCoarse(single)) return single;
  const round = LADDER.filter((width) => width % step === 0)
    .map((width) => cut(Math.floor(low / width) * width, width))
    .find(isCoarse);
  // A range that is still being written may have no steps at all.
  return round ?? LADDER.map((steps) => cut(low, steps * step)).find(isCoarse) ?? { ...single, count: 0 };
}

/** The first and last step of a bucket. */
export function stepsOfBucket(range: Range, { start, width }: Buckets, index: number): [number, number] {
  const stepsBelow = (value: number) => Math.ceil((value - range.min) / range.step - EXACT);
  const from = start + index * width;
  return [Math.max(0, stepsBelow(from)), Math.min(stepsIn(range), stepsBelow(from + width) - 1)];
}
