import type { Result, Sample } from './bench.ts';

const DIGITS = 3;

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Three digits that count; whole numbers from a hundred on. */
export function figureText(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(DIGITS)));
}

function spreadText(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const range = least === most ? '' : ` (${figureText(least)}–${figureText(most)})`;
  return figureText(medianOf(values)) + range;
}

/** How measures are headed, in the order in which they stand. */
const HEADS: Record<string, string> = {
  perS: 'a second',
  votesPerS: 'votes/s',
  ackP50Ms: 'ack p50, ms',
  ackP99Ms: 'ack p99, ms',
  serverUsPerVote: 'server CPU a vote, µs',
  redisUsPerVote: 'Redis CPU a vote, µs',
  messagesPerS: 'messages/s',
  usPerMessage: 'server CPU a message, µs',
  talliesPerS: 'tallies/s a watcher',
  leastTalliesPerS: 'tallies/s, last watcher',
  tapToScreenP50Ms: 'tap to screen p50, ms',
  tapToScreenP99Ms: 'tap to screen p99, ms',
  kibPerConnection: 'KiB a connection',
  arrivalsPerS: 'arrivals/s',
  usPerArrival: 'server CPU an arrival, µs',
  turnedAway: 'told to come again',
  snapshotP50Ms: 'snapshot p50, ms',
  snapshotP99Ms: 'snapshot p99, ms',
  allAfterS: 'all in after, s',
  serverUsPerJoin: 'server CPU a join, µs',
  percentOfACore: '% of a core',
  serverPercent: '% of a core',
  mib: 'MiB',
  redisBytesPerBallot: 'Redis bytes a ballot',
  noticesPerS: 'notices/s',
  noticesPerNodePerS: 'notices/s a node',
};

/** What tells contestants apart: how much they do, or what it costs them. */
const COMPARED = [
  { measure: 'usPerMessage', isCost: true },
  { measure: 'votesPerS', isCost: false },
];
const COMPARABLE = ['ingest', 'fanout', 'stores'];

/** The results as Markdown, a table a scenario and setting: contestants down, measures across. */
export function tablesOf(results: readonly Result[]): string {
  const places = new Map<string, Result[]>();
  for (const result of results) {
    const place = `${result.scenario}, ${result.setting}`;
    places.set(place, [...(places.get(place) ?? []), result]);
  }
  return [...places].map(([place, rows]) => `### ${place}\n\n${tableOf(rows)}`).join('\n\n');
}

function tableOf(rows: readonly Result[]): string {
  const taken = new Set(rows.flatMap(({ samples }) => samples.flatMap((sample) => Object.keys(sample))));
  const shown = Object.keys(HEADS).filter((measure) => taken.has(measure));
  const lines = rows.map((row) => [
    isLoadBound(row.samples) ? `${row.contestant} ⚠` : row.contestant,
    ...ratioCells(row, rows),
    ...shown.map((measure) => cellOf(row.samples, measure)),
  ]);
  const ratioHead = ratioCells(rows[0]!, rows).map(() => `${rows[0]!.contestant} is × this`);
  return markdownTable([['', ...ratioHead, ...shown.map((measure) => HEADS[measure]!)], ...lines]);
}

/** Rows of cells as a Markdown table, the first its head. */
export function markdownTable([head, ...rows]: readonly string[][]): string {
  return [head!, head!.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** By how much the first contestant is better than this one: one cell, none where they are not compared. */
function ratioCells(row: Result, [first, ...others]: readonly Result[]): string[] {
  if (others.length === 0 || !COMPARABLE.includes(row.scenario)) return [];
  const { measure, isCost } = COMPARED.find((each) => first!.samples[0]![each.measure] !== undefined)!;
  return [figureText(ratioOf(first!.samples, row.samples, { measure, isCost }))];
}

/** The median of the ratios within each repetition; above 1 the first are better. */
export function ratioOf(
  ours: readonly Sample[],
  theirs: readonly Sample[],
  { measure, isCost }: { measure: string; isCost: boolean },
): number {
  return medianOf(
    ours.map((sample, index) => {
      const ratio = sample[measure]! / theirs[index]![measure]!;
      return isCost ? 1 / ratio : ratio;
    }),
  );
}

function cellOf(samples: readonly Sample[], measure: string): string {
  const values = samples.flatMap((sample) => sample[measure] ?? []);
  return values.length === 0 ? '' : spreadText(values);
}

/** Above this share of its core the load itself may have been the limit. */
const LOAD_BOUND = 0.9;

export function isLoadBound(samples: readonly Sample[]): boolean {
  return medianOf(samples.map(({ loadShare = 0 }) => loadShare)) > LOAD_BOUND;
}
