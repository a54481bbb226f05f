import type { Command } from './command.ts';
import { tableOf } from './table.ts';

export function usageOf(commands: Record<string, Command>): string {
  const rows = Object.entries(commands).map(([name, { usage, summary }]) => [
    `  ${name} ${usage}`.trimEnd(),
    summary,
  ]);
  return [
    'Usage: npm run admin -- COMMAND [--json], with the environment of the server',
    tableOf(rows),
    'Exit code 0: done. 1: not done, or something is wrong. 2: not understood.',
  ].join('\n\n');
}
