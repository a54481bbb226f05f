// npm run check: everything that can be told without running the project. Runs all of it, whatever fails.
import { install } from './prepare.mjs';
import { runNode } from './run.mjs';

const CHECKS = {
  types: ['node_modules/typescript/bin/tsc', '-b'],
  style: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings'],
  promises: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'],
  'dead code': ['node_modules/knip/bin/knip.js'],
  imports: ['scripts/check-imports.mjs'],
  spec: ['scripts/check-spec.mjs'],
  lockfile: ['scripts/check-lockfile.mjs'],
};

await install();
const failed = [];
for (const [name, args] of Object.entries(CHECKS)) {
  console.log(`\n── ${name}`);
  if ((await runNode(args)) !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nAll checks passed.' : `\nFailed: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
