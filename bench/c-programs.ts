import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { portSaidBy } from './contestants.ts';
import { pinned } from './machine/pinning.ts';

/** One of the C programs of bench/servers; they stand where a server would, with nothing to do but what is measured. */
export interface CProgram {
  start(...args: number[]): Promise<RunningC>;
}

interface RunningC {
  host: string;
  port: number;
  /** Resolves with all that it has said when it has ended by itself. */
  ended: Promise<string>;
}

/** Compiles a program; null where there is no compiler. */
export function buildC(name: 'wire' | 'answers'): CProgram | null {
  const file = join(mkdtempSync(join(tmpdir(), 'pollcast-bench-')), name);
  const source = fileURLToPath(new URL(`servers/${name}.c`, import.meta.url));
  try {
    execFileSync('cc', ['-O2', '-o', file, source]);
  } catch {
    return null;
  }
  return { start: (...args) => start(file, args.map(String)) };
}

async function start(file: string, args: string[]): Promise<RunningC> {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  let said = '';
  child.stdout.on('data', (bytes) => {
    said += bytes;
  });
  const ended = once(child, 'exit').then(() => {
    process.off('exit', killWithUs);
    return said;
  });
  const port = await portSaidBy(child);
  pinned(child.pid!, 'server');
  return { host: '127.0.0.1', port, ended };
}
