import type { Bins, Counts } from './kinds/kind.ts';
import { mostInRow, resultOf } from './kinds/registry.ts';
import type { Option, Poll, Result, ResultRow, SplitGroup } from './model/index.ts';
import { LIMITS } from './model/limits.ts';

/*
 * A poll's result by what its voters answered to another one, their segment (docs/adr/0009-segments.md). A ballot counts
 * its bins once more under the segment's name, so that the tally stays the sum of the ballots and is split as it is.
 */

const MARK = '@';

/** The segments that a poll's options are; none where it is no choice of one out of few. */
export function segmentsOf(poll: Poll): readonly Option[] {
  const isOne = poll.kind === 'choice' && poll.settings.max === 1;
  return isOne && poll.options.length <= LIMITS.segmentsMax ? poll.options : [];
}

/** A ballot's bins, and the same once more within a segment: `@o1` for its voter, `@o1/o3` for each bin. */
export function withSegment(bins: Bins, segment: string): Bins {
  const within = Object.entries(bins).map(([bin, count]) => [`${MARK}${segment}/${bin}`, count]);
  return Object.fromEntries([...Object.entries(bins), [`${MARK}${segment}`, 1], ...within]);
}

/** The bins of the poll's own kind. */
export function withoutSegments(bins: Bins): Bins {
  const names = Object.keys(bins);
  if (!names.some((name) => name.startsWith(MARK))) return bins;
  return Object.fromEntries(Object.entries(bins).filter(([name]) => !name.startsWith(MARK)));
}

/**
 * The result of each segment, in the order of its options, and last that of everybody else: who said none, and the
 * segments of fewer than `LIMITS.crowdMin` people, whose answers could be told to be theirs.
 * `shown` leaves out what may not leave the server.
 */
export function splitOf(
  poll: Poll,
  segments: readonly Option[],
  counts: Counts,
  shown: (bins: Bins) => Bins = (bins) => bins,
): SplitGroup[] {
  const named = segments
    .map((option) => ({ option, counts: countsIn(counts.bins, option.id) }))
    .filter(({ counts: { voters } }) => voters >= LIMITS.crowdMin);
  const kept = withEnoughElse(named, counts.voters);
  const rest = without(
    { voters: counts.voters, bins: withoutSegments(counts.bins) },
    kept.map((group) => group.counts),
  );
  const group = (option: Option | null, { voters, bins }: Counts) =>
    groupOf(poll, option, { voters, bins: shown(bins) });
  const groups = kept.map(({ option, counts }) => group(option, counts));
  return rest.voters < LIMITS.crowdMin ? groups : [...groups, group(null, rest)];
}

interface Named {
  option: Option;
  counts: Counts;
}

/** Where only one or two people are left over, the smallest segment joins them. */
function withEnoughElse(named: readonly Named[], voters: number): Named[] {
  const left = voters - named.reduce((sum, { counts }) => sum + counts.voters, 0);
  if (left === 0 || left >= LIMITS.crowdMin) return [...named];
  const smallest = named.toSorted((a, b) => a.counts.voters - b.counts.voters)[0];
  return named.filter((group) => group !== smallest);
}

function countsIn(bins: Bins, segment: string): Counts {
  const prefix = `${MARK}${segment}/`;
  const own = Object.entries(bins).filter(([name]) => name.startsWith(prefix));
  return {
    voters: bins[`${MARK}${segment}`] ?? 0,
    bins: Object.fromEntries(own.map(([name, count]) => [name.slice(prefix.length), count])),
  };
}

function without(whole: Counts, parts: readonly Counts[]): Counts {
  const left = ([name, count]: [string, number]) =>
    [name, parts.reduce((rest, { bins }) => rest - (bins[name] ?? 0), count)] as const;
  return {
    voters: parts.reduce((rest, { voters }) => rest - voters, whole.voters),
    bins: Object.fromEntries(Object.entries(whole.bins).map(left)),
  };
}

function groupOf(poll: Poll, option: Option | null, counts: Counts): SplitGroup {
  return {
    id: option?.id ?? null,
    label: option?.label ?? null,
    result: withoutFew(resultOf(poll, counts), mostInRow(poll)),
  };
}

/** The id of the row that stands for all rows of too few people. */
export const FEW = 'few';

/**
 * A result's rows, those that fewer than `LIMITS.crowdMin` people may stand behind as one row, with so many of the next
 * smallest that it has enough itself. Of rows in groups what each group comes to, where so many answered it. What else a
 * result tells may tell of one or two people; a mean does where rows have been put together.
 */
function withoutFew({ base, voters, rows, groups, mean }: Result, mostOfOne: number): Result {
  if (groups !== undefined)
    return { base, voters, rows: [], groups: groups.filter((group) => group.voters >= LIMITS.crowdMin) };
  const plain = rows.map(({ id, label, count, percent }): ResultRow => ({ id, label, count, percent }));
  const isSmall = ({ count }: Pick<ResultRow, 'count'>) => count <= (LIMITS.crowdMin - 1) * mostOfOne;
  if (!plain.some((row) => isSmall(row) && row.count > 0))
    return { base, voters, rows: plain, ...(mean !== undefined && { mean }) };
  const few = new Set<ResultRow>();
  const sum = (of: 'count' | 'percent') => [...few].reduce((total, row) => total + row[of], 0);
  for (const row of plain.toSorted((a, b) => a.count - b.count)) {
    if (isSmall(row) || few.size < 2 || isSmall({ count: sum('count') })) few.add(row);
  }
  const merged = { id: FEW, label: '', count: sum('count'), percent: sum('percent') };
  // Where what people wrote is left out, or little was given, all that is left may be of too few.
  const others = plain.filter((row) => !few.has(row));
  return { base, voters, rows: isSmall(merged) ? others : [...others, merged] };
}
