// npm run bench [-- --quick] [scenario …]: Pollcast against baselines of the same run; the figures go to bench/results.
import { prepare } from './prepare.mjs';
import { runNode } from './run.mjs';
import { withTools } from './tools.mjs';

await prepare();
const env = await withTools(['REDIS_SERVER']);
process.exitCode = await runNode(
  ['--import', 'tsx', '--conditions=pollcast-src', 'bench/main.ts', ...process.argv.slice(2)],
  { env },
);
