// npm run admin -- COMMAND: the operator's commands on the built server.
import { prepare } from './prepare.mjs';

await prepare();
await import('../server/dist/admin/main.js');
