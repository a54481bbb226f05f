import type { Result } from '@pollcast/shared/pure';
import { isShort } from '../parts/bars.tsx';

type Rows = Result['rows'];

/** A result's rows for whoever has little room: those in front, in the poll's order so that they keep their places. */
export function leadingRows({ rows }: Pick<Result, 'rows'>, count: number): Rows {
  const leading = new Set(rows.toSorted((a, b) => b.count - a.count).slice(0, count));
  return rows.filter((row) => leading.has(row));
}

const TILE_ROWS = 5;
const LARGE_LINES = 10;

/** A scale is shown whole. */
export const tileRows = (result: Result): Rows =>
  isShort(result) ? result.rows : leadingRows(result, TILE_ROWS);

export const largeLines = (result: Result): Rows => leadingRows(result, LARGE_LINES);
