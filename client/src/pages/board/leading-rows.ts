import type { Result } from '@pollcast/shared/pure';

type Rows = Result['rows'];

/** A result's rows for whoever has little room: those in front, in the poll's order so that they keep their places. */
export function leadingRows({ rows }: Pick<Result, 'rows'>, count: number): Rows {
  const leading = new Set(rows.toSorted((a, b) => b.count - a.count).slice(0, count));
  return rows.filter((row) => leading.has(row));
}
