import type { Result } from '@pollcast/shared/pure';
import { useMemo } from 'preact/hooks';

type Rows = Result['rows'];

interface Wish {
  isSorted: boolean;
  isFinal: boolean;
}

/**
 * The rows as they stand: in the poll's order, or by result. While voting goes on the places stay as they were when the
 * result was sorted, since a list that jumps cannot be read; once it is final they are set right.
 */
export function useOrder(rows: Rows, { isSorted, isFinal }: Wish): Rows {
  const ids = rows.map(({ id }) => id).join();
  const places = useMemo(() => (isSorted ? placesOf(rows) : null), [ids, isSorted, isFinal]);
  return places === null ? rows : rows.toSorted((a, b) => places.get(a.id)! - places.get(b.id)!);
}

/** Ties keep the poll's order. */
function placesOf(rows: Rows): Map<string, number> {
  return new Map(rows.toSorted((a, b) => b.count - a.count).map(({ id }, place) => [id, place]));
}
