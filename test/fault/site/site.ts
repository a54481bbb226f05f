import type { Promised } from '../checks/violation.ts';
import type { Random } from '../random.ts';
import type { FaultyNode } from './node.ts';

/** Does harm and undoes it; resolves when all is as before. */
export type Fault = (random: Random) => Promise<void>;

/** Servers and their store, all of them real processes, and what can happen to them. */
export interface Site {
  readonly nodes: readonly FaultyNode[];
  /** Faults of nodes, one at a time; and of everything behind them, which come beside those. */
  readonly nodeFaults: Readonly<Record<string, Fault>>;
  readonly storeFaults: Readonly<Record<string, Fault>>;
  readonly promised: Promised;
  close(): Promise<void>;
}

const SECRET = 'the secret of all nodes of a site';

/** What all nodes of all sites have in common. */
export const NODE_ENV = { SECRET, CADENCE_MS: '100', SHUTDOWN_GRACE_MS: '20000' };

/** A duration drawn between two, in ms. */
export function between(random: Random, fromMs: number, toMs: number): number {
  return random.whole(fromMs, toMs);
}
