// npm run scene -- returning|not-reading|restarting [--seed N] [--clients N]
// Measures what one kind of trouble costs: all clients coming back at once, clients that do not read, nodes restarted in turn.
import { prepare } from './prepare.mjs';
import { runNode } from './run.mjs';
import { withTools } from './tools.mjs';

await prepare();
const env = await withTools(['REDIS_SERVER']);
const TSX = ['--import', 'tsx', '--conditions=pollcast-src'];
process.exitCode = await runNode([...TSX, 'test/fault/scenes/main.ts', ...process.argv.slice(2)], { env });
