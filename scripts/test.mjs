// npm test [-- jest arguments]: everything that the tests need, then all of them. The last line is the result.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { root, runNode } from './run.mjs';
import { withTools } from './tools.mjs';

const RESULTS = join(root, '.cache/test-results.json');

await prepare();
const env = await withTools();
rmSync(RESULTS, { force: true });
const code = await runNode(
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${RESULTS}`,
    ...process.argv.slice(2),
  ],
  { env },
);
const { passed, failed } = totals();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A suite that could not run counts as one failure, and so do a run of no tests and a jest that broke down. */
function totals() {
  const results = readResults();
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const isEmpty = results.numPassedTests + failed === 0;
  return { passed: results.numPassedTests, failed: failed === 0 && (isEmpty || code !== 0) ? 1 : failed };
}

function readResults() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  }
}
