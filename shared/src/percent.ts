/**
 * Splits 100 over counts of one base by largest remainder: whole percents that sum to 100 whenever anybody voted, each
 * within 1 of the exact value, ties to the earlier count. All zeros stay zeros. Whole-number arithmetic throughout.
 */
export function percentages(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const percents = counts.map((count) => Math.floor((count * 100) / total));
  const missing = 100 - percents.reduce((sum, percent) => sum + percent, 0);
  const byRemainder = counts
    .map((count, index) => ({ index, remainder: (count * 100) % total }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) percents[index]! += 1;
  return percents;
}

/** A count's whole percentage of a base that other counts may share (several answers a voter); 0 of nobody. */
export function share(count: number, base: number): number {
  return base === 0 ? 0 : Math.round((count * 100) / base);
}
