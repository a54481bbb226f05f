// docs/SPEC.md and the tests say the same: every rule has a test whose title bears its id, every id in a title is a rule.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const RULE = /^(?:\| |- \*\*)([A-Z]\d+)(?: \||\*\*)/gm;
/** A test's title begins with its ids: `'[B3] a repeat …'`, `'[B1] [B2] …'`. */
const TITLE = /['"`]((?:\[[A-Z]\d+\] ?)+)/g;

const spec = join(root, 'docs/SPEC.md');
const rules = existsSync(spec) ? [...readFileSync(spec, 'utf8').matchAll(RULE)].map(([, id]) => id) : [];
const tested = testFiles().flatMap((path) => idsIn(readFileSync(path, 'utf8')));

const faults = [
  ...(rules.length === 0 ? ['docs/SPEC.md holds no rules'] : []),
  ...rules
    .filter((id, index) => rules.indexOf(id) !== index)
    .map((id) => `${id} stands twice in docs/SPEC.md`),
  ...missing(rules, tested).map((id) => `${id} has no test`),
  ...missing(tested, rules).map((id) => `[${id}] in a test's title is no rule of docs/SPEC.md`),
];
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${rules.length} rules, each with a test.`);
process.exitCode = faults.length === 0 ? 0 : 1;

function testFiles() {
  const folder = join(root, 'test');
  return readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}

function idsIn(source) {
  return [...source.matchAll(TITLE)].flatMap(([, ids]) => [...ids.matchAll(/[A-Z]\d+/g)].map(([id]) => id));
}

function missing(ids, from) {
  return [...new Set(ids)].filter((id) => !from.includes(id)).sort();
}
