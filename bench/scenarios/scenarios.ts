import type { Bench } from '../bench.ts';
import { idle, join, rooms } from './audiences.ts';
import { fanout } from './fanout.ts';
import { growth } from './growth.ts';
import { ingest } from './ingest.ts';
import { nodes } from './nodes.ts';
import { steady, stores } from './stores.ts';

/** What is measured, in this order. */
export const scenarios: Record<string, (bench: Bench) => Promise<void>> = {
  ingest,
  steady,
  stores,
  fanout,
  rooms,
  join,
  idle,
  growth,
  nodes,
};
