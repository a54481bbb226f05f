import type { Result } from '@pollcast/shared/pure';
import { figure } from '../words/words.ts';
import { groupText } from './spoken.ts';

/** What a list of a result has a line for: a row, or of rows in groups what a group comes to. */
export interface Line {
  id: string;
  label: string;
  /** How many put it first, in a ranking. */
  first?: number | undefined;
  /** Its place in the result, which gives it its colour. */
  index: number;
  /** Numbers that move when votes come in, and how they are written. */
  values: readonly number[];
  write: (...values: number[]) => string;
  /** The bar's length, from 0 to 1: exact, where the percent beside it is whole. */
  part: number;
}

/** A result line by line, in its own order. */
export function linesOf({ rows, groups, base }: Result): Line[] {
  if (groups !== undefined) {
    return groups.map((group, index) => ({
      id: group.id,
      label: group.label,
      index,
      values: [],
      write: () => groupText(group),
      part: group.level / 100,
    }));
  }
  return rows.map(({ id, label, count, percent, first }, index) => ({
    id,
    label,
    first,
    index,
    values: [count, percent],
    write: figure,
    part: partOf(count, base),
  }));
}

/** How much of the base a count is, from 0 to 1: rows that stand together may come to more. */
export function partOf(count: number, base: number): number {
  return base === 0 ? 0 : Math.min(1, count / base);
}
