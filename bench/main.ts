// npm run bench: measures Pollcast against baselines in the same run. Writes bench/results, with --docs its tables to docs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Bench, Result } from './bench.ts';
import { describeMachine } from './machine/describe.ts';
import { intoDocs, reportOf } from './report.ts';
import { scenarios } from './scenarios/scenarios.ts';
import { figureText, isLoadBound } from './table.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean' }, docs: { type: 'boolean' } },
  allowPositionals: true,
});
const isQuick = values.quick === true;
const RESULTS = new URL('results/', import.meta.url);

const results: Result[] = [];
const parts: string[] = [];
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
    const figures = Object.entries(sample).map(([name, value]) => `${name} ${figureText(value)}`);
    const warning = isLoadBound([sample]) ? ' ⚠ the load was the limit' : '';
    console.log(`${where.scenario}, ${where.setting}, ${where.contestant}: ${figures.join(', ')}${warning}`);
  },
  say: (line) => console.log(line),
  append: (markdown) => parts.push(markdown),
};

const machine = describeMachine();
const startedAt = new Date();
for (const [name, run] of Object.entries(scenarios)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  console.log(`\n${name}`);
  try {
    await run(bench);
  } catch (fault) {
    // What was measured before still counts; that this broke does, too.
    console.error(fault);
    parts.push(`**${name} ended early**: ${(fault as Error).message}`);
    process.exitCode = 1;
  }
}
const report = reportOf({
  at: startedAt,
  tookMs: Date.now() - startedAt.getTime(),
  machine,
  results,
  parts,
  bench,
});
mkdirSync(RESULTS, { recursive: true });
const json = { at: startedAt, machine, results };
writeFileSync(new URL('latest.json', RESULTS), `${JSON.stringify(json, null, 2)}\n`);
writeFileSync(new URL('latest.md', RESULTS), report);
console.log(`\n${report}`);
if (values.docs === true) intoDocs(report);
