// npm run fuzz: hostile input by the hundred thousand, against the built server.
import { prepare } from './prepare.mjs';
import { runNode } from './run.mjs';
import { withTools } from './tools.mjs';

await prepare();
const TSX = ['node_modules/tsx/dist/cli.mjs', '--conditions=pollcast-src', 'scripts/fuzz-campaign.ts'];
process.exitCode = await runNode([...TSX, ...process.argv.slice(2)], {
  env: await withTools(['REDIS_SERVER']),
});
