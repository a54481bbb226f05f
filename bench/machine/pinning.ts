import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

type Role = 'server' | 'redis' | 'load';

const cores = availableParallelism();
/** What is measured has a core to itself; more servers share it, so that figures per core stay comparable. */
const CORE: Record<Role, number> = { server: 0, load: 1, redis: cores > 2 ? 2 : 1 };

/** Whether processes have their places: not on one core, nor where the system has no taskset. */
export const canPin: boolean = cores > 1 && hasTaskset();

/** Gives a process and its threads their core, where the system can. */
export function pinned(pid: number, role: Role): void {
  if (canPin) execFileSync('taskset', ['-acp', String(CORE[role]), String(pid)], { stdio: 'ignore' });
}

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
