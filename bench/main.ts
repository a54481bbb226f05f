// npm run bench: measures Pollcast against baselines in the same run. Writes bench/results.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, Result } from './bench.ts';
import { describeMachine } from './machine/describe.ts';
import { scenarios } from './scenarios/scenarios.ts';
import { tablesOf } from './table.ts';
import { targetsOf } from './targets.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean' } },
  allowPositionals: true,
});
const isQuick = values.quick === true;
const RESULTS = new URL('results/', import.meta.url);

const results: Result[] = [];
const bench: Bench = {
  repetitions: isQuick ? 1 : 3,
  seconds: isQuick ? 1.5 : 4,
  isQuick,
  record(where, sample) {
    const known = results.find(
      (result) =>
        result.scenario === where.scenario &&
        result.setting === where.setting &&
        result.contestant === where.contestant,
    );
    if (known === undefined) results.push({ ...where, samples: [sample] });
    else known.samples.push(sample);
    const figures = Object.entries(sample).map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`);
    console.log(`${where.scenario}, ${where.setting}, ${where.contestant}: ${figures.join(', ')}`);
  },
  say: (line) => console.log(line),
};

const machine = describeMachine();
const startedAt = new Date();
for (const [name, run] of Object.entries(scenarios)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n${name}`);
  await run(bench);
}
write();

function write(): void {
  mkdirSync(RESULTS, { recursive: true });
  const stamp = startedAt.toISOString();
  writeFileSync(
    new URL('latest.json', RESULTS),
    `${JSON.stringify({ at: stamp, machine, results }, null, 2)}\n`,
  );
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  const about = [
    `${stamp.slice(0, 10)}, ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGiB} GiB, Node ${machine.node}, Redis ${machine.redis}, ${packages.join(', ')}.`,
    `Medians of ${bench.repetitions} with the least and the greatest; ${machine.pinned ? 'server and load on a core each' : 'not pinned to cores'}. ⚠: the load was busier than 90 % of its core.`,
  ];
  const text = `${about.join('\n')}\n\n${targetsOf(results)}\n\n${tablesOf(results)}`;
  writeFileSync(new URL('latest.md', RESULTS), text);
  console.log(`\n${text}`);
}
