// npm run faults -- --seed N --minutes M [--store embedded|redis|replica|cluster] [--fsync always|everysec]
// Votes on real servers while they and their store are killed, frozen and cut off, and checks what came of it.
import { prepare } from './prepare.mjs';
import { runNode } from './run.mjs';
import { withTools } from './tools.mjs';

await prepare();
const env = await withTools(['REDIS_SERVER']);
const TSX = ['--import', 'tsx', '--conditions=pollcast-src'];
process.exitCode = await runNode([...TSX, 'test/fault/main.ts', ...process.argv.slice(2)], { env });
