// npm run scene -- returning|not-reading|restarting [--seed N] [--clients N]: docs/RELIABILITY.md.
import { parseArgs } from 'node:util';
import { stopReading } from './not-reading.ts';
import { restartInTurn } from './restarting.ts';
import { returnAll } from './returning.ts';

const SCENES: Readonly<
  Record<string, { clients: number; play(clients: number, seed: number): Promise<string[]> }>
> = {
  returning: { clients: 5_000, play: returnAll },
  'not-reading': { clients: 100, play: stopReading },
  restarting: { clients: 60, play: restartInTurn },
};
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '1' }, clients: { type: 'string' } },
});
const scene = SCENES[positionals[0] ?? ''];
if (scene === undefined) {
  console.error(`a scene is one of ${Object.keys(SCENES).join(', ')}.`);
  process.exit(2);
}
const clients = Number(values.clients ?? scene.clients);
console.log(`${positionals[0]}, seed ${values.seed}, ${clients} clients`);
try {
  for (const line of await scene.play(clients, Number(values.seed))) console.log(line);
  process.exit(0);
} catch (error) {
  console.error(`BROKEN: ${(error as Error).message}`);
  process.exit(1);
}
