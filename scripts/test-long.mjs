// npm run test:long: what is too large for every run. Two nodes behind HAProxy with 2,000 sockets, then each store under
// fire for some minutes, then the scenes (docs/RELIABILITY.md has the latest figures).
import { runNode } from './run.mjs';

const SEED = 1;
const MINUTES = 5;
const faults = (...store) => [
  'scripts/faults.mjs',
  '--seed',
  SEED,
  '--minutes',
  MINUTES,
  '--store',
  ...store,
];
const STEPS = [
  ['scripts/test.mjs', 'test/integration/proxy', 'test/integration/admission'],
  faults('embedded'),
  faults('redis'),
  faults('redis', '--fsync', 'everysec'),
  faults('replica'),
  faults('cluster'),
  ...['returning', 'not-reading', 'restarting'].map((scene) => ['scripts/scene.mjs', scene]),
];

for (const step of STEPS) {
  const code = await runNode(step.map(String), { env: { ...process.env, CROWD: '2000' } });
  if (code !== 0) process.exitCode = code;
}
