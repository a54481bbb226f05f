// Child processes that behave like part of this one.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const FORWARDED = ['SIGINT', 'SIGTERM'];

/** Runs a command with our terminal and resolves with its exit code. A signal ends the child first, then us. */
export function run(command, args, { env = process.env } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command === 'npm',
  });
  let received = null;
  const forward = (signal) => {
    received = signal;
    child.kill(signal);
  };
  for (const signal of FORWARDED) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const name of FORWARDED) process.off(name, forward);
      if (received !== null) process.exit(exitCodeOf(received));
      resolve(code ?? exitCodeOf(signal));
    });
  });
}

/** Runs a script of a dependency, e.g. `runNode(['node_modules/vite/bin/vite.js', 'build'])`. */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}

/** Ends the process with one line on what to do about it. */
export function fail(message) {
  console.error(message);
  process.exit(1);
}

function exitCodeOf(signal) {
  return 128 + constants.signals[signal];
}
