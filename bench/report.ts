import { readFileSync, writeFileSync } from 'node:fs';
import type { Bench, Result } from './bench.ts';
import type { Machine } from './machine/describe.ts';
import { tablesOf } from './table.ts';
import { targetsOf } from './targets.ts';

/** Everything that was measured in one run. */
interface Run {
  at: Date;
  tookMs: number;
  machine: Machine;
  results: readonly Result[];
  /** Further parts, in Markdown. */
  parts: readonly string[];
  bench: Pick<Bench, 'repetitions' | 'seconds'>;
}

/** A run as Markdown: on what, the targets, the tables. */
export function reportOf({ at, tookMs, machine, results, parts, bench }: Run): string {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const { cores, cpu, memoryGiB, node, redis, pinned } = machine;
  const places = pinned ? 'server and load on a core each' : 'not pinned to cores';
  const about = [
    `${at.toISOString().slice(0, 10)}, ${cores} cores of ${cpu}, ${memoryGiB} GiB, Node ${node}, Redis ${redis}, ${packages.join(', ')}.`,
    `Medians of ${bench.repetitions} runs of ${bench.seconds} s, contestants in turn, with the least and the greatest; ${places}; ${Math.round(tookMs / 60_000)} minutes in all.`,
    '⚠: the load was busier than 90 % of its core, and may be what was measured.',
  ];
  return [about.join('\n'), targetsOf(results), tablesOf(results), ...parts].join('\n\n');
}

const PAGE = new URL('../docs/PERFORMANCE.md', import.meta.url);
const MEASURED = /\n## Measured\n.*?(?=\n## )/s;
const NEXT = '\n## How it is measured\n';

/** Puts a report into docs/PERFORMANCE.md, in place of the one before. */
export function intoDocs(report: string): void {
  const page = readFileSync(PAGE, 'utf8').replace(MEASURED, '');
  writeFileSync(
    PAGE,
    page.replace(NEXT, () => `\n## Measured\n\n${report}\n${NEXT}`),
  );
}
