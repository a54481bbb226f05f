/** The lines of a result for whoever has little room: those in front, in the poll's order so that they keep their places. */
export function leadingLines<L extends { part: number }>(lines: readonly L[], count: number): L[] {
  const leading = new Set(lines.toSorted((a, b) => b.part - a.part).slice(0, count));
  return lines.filter((line) => leading.has(line));
}
