// npm test [-- jest arguments]: everything that the tests need, then all of them. The last line is the result.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { root, runNode } from './run.mjs';
import { withTools } from './tools.mjs';

const RESULTS = join(root, '.cache/test-results.json');
const JEST = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
];

/** Stands until jest has said better: a build that fails is a failure too. */
let totals = { passed: 0, failed: 1 };
process.once('exit', () => console.log(`${totals.passed} passed, ${totals.failed} failed`));

const env = await withTools();
await prepare();
rmSync(RESULTS, { force: true });
const code = await runNode([...JEST, '--json', `--outputFile=${RESULTS}`, ...process.argv.slice(2)], { env });
totals = readTotals();
process.exitCode = totals.failed === 0 ? 0 : 1;

/** A suite that could not run counts as one failure, and so do a run of no tests and a jest that broke down. */
function readTotals() {
  const results = readResults();
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return { passed, failed: failed === 0 && (passed === 0 || code !== 0) ? 1 : failed };
}

function readResults() {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
  }
}
