// npm start: from a fresh clone to a running server. The server runs in this very process and package.json starts it
// with `exec`, so that a signal to npm reaches it: npm passes signals to its shell only, which would die of them alone.
// (`|| node …` is for Windows, whose shell knows no exec.)
import { prepare } from './prepare.mjs';

await prepare();
await import('../server/dist/main.js');
