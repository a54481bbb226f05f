import type { Result, Sample } from './bench.ts';

const DIGITS = 3;

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A median with the least and the greatest of its values. */
interface Spread {
  median: number;
  least: number;
  most: number;
}

function spreadOf(values: readonly number[]): Spread {
  return { median: medianOf(values), least: Math.min(...values), most: Math.max(...values) };
}

/** Three digits that count; whole numbers from a hundred on. */
export function figureText(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(DIGITS)));
}

function spreadText({ median, least, most }: Spread): string {
  const range = least === most ? '' : ` (${figureText(least)}–${figureText(most)})`;
  return figureText(median) + range;
}

/** The results as Markdown, a table a scenario and setting: contestants down, measures across. */
export function tablesOf(results: readonly Result[]): string {
  const places = new Map<string, Result[]>();
  for (const result of results) {
    const place = `${result.scenario}, ${result.setting}`;
    places.set(place, [...(places.get(place) ?? []), result]);
  }
  return [...places].map(([place, rows]) => `### ${place}\n\n${tableOf(rows)}\n`).join('\n');
}

function tableOf(rows: readonly Result[]): string {
  const measures = [
    ...new Set(rows.flatMap(({ samples }) => samples.flatMap((sample) => Object.keys(sample)))),
  ];
  const shown = measures.filter((measure) => measure !== 'loadShare');
  const lines = rows.map(({ contestant, samples }) => [
    wasLoadBound(samples) ? `${contestant} ⚠` : contestant,
    ...shown.map((measure) => cellOf(samples, measure)),
  ]);
  return [['', ...shown], shown.map(() => '---').concat('---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function cellOf(samples: readonly Sample[], measure: string): string {
  const values = samples.flatMap((sample) => sample[measure] ?? []);
  return values.length === 0 ? '' : spreadText(spreadOf(values));
}

/** Above this share of its core the load itself may have been the limit. */
const LOAD_BOUND = 0.9;

function wasLoadBound(samples: readonly Sample[]): boolean {
  return medianOf(samples.map(({ loadShare = 0 }) => loadShare)) > LOAD_BOUND;
}
