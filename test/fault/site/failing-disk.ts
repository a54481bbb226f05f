import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultyNode } from './node.ts';
import { between, type Fault } from './site.ts';

/** Where in a file writes begin to fail: anywhere in the log, so that a record may be torn. */
const MOST_BYTES = 4 * 2 ** 20;

export function canFailDisks(): boolean {
  return spawnSync('prlimit', ['--version']).status === 0;
}

/** A limit on the size of files makes each write beyond it fail, as a broken disk does. Only a new start heals it. */
export const failDisk =
  (node: FaultyNode): Fault =>
  async (random) => {
    limitFiles(node, between(random, 0, MOST_BYTES));
    await pause(between(random, 200, 2_000));
    await node.kill();
    await node.start();
  };

function limitFiles({ pid }: FaultyNode, bytes: number): void {
  if (pid !== null) spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}
