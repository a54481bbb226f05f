import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { PrivateRedis } from './private-redis.ts';
import { between, type Fault } from './site.ts';

/** How long one fdatasync takes on the slow disk. */
const SYNC_MS = 4_000;

/** strace can hold up another process's system calls, where the machine allows it. */
export function canSlowDisks(): boolean {
  return spawnSync('strace', ['-o', '/dev/null', '-e', 'trace=fdatasync', 'true']).status === 0;
}

/** Kills Redis while its disk takes seconds to obey: what `everysec` then loses was acked. */
export const killOnSlowDisk =
  (redis: PrivateRedis): Fault =>
  async (random) => {
    const delay = `inject=fdatasync:delay_enter=${SYNC_MS * 1_000}`;
    const tracer = spawn(
      'strace',
      ['-f', '-o', '/dev/null', '-e', 'trace=fdatasync', '-e', delay, '-p', String(redis.pid)],
      {
        stdio: 'ignore',
      },
    );
    await once(tracer, 'spawn');
    await pause(between(random, SYNC_MS * 0.5, SYNC_MS * 1.2));
    await redis.kill();
    if (tracer.exitCode === null && tracer.signalCode === null) await once(tracer, 'exit');
    await redis.restart();
  };
