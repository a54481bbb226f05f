import type { Bench } from '../bench.ts';
import { idle, join, rooms } from './audiences.ts';
import { ceiling } from './ceiling.ts';
import { fanout } from './fanout.ts';
import { growth } from './growth.ts';
import { ingest } from './ingest.ts';
import { nodes } from './nodes.ts';
import { profiles } from './profiles.ts';
import { steady, stores } from './stores.ts';

/** What is measured, in this order. */
export const scenarios: Record<string, (bench: Bench) => Promise<void>> = {
  ceiling,
  ingest,
  steady,
  stores,
  fanout,
  rooms,
  join,
  idle,
  growth,
  nodes,
  profiles,
};
