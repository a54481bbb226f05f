import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { startHealthyHall } from './healthy.ts';
import { INSPECTABLE } from './heap.ts';
import { type Holding, holdingWhenQuiet, woundsOf } from './holding.ts';
import { createRaid, type Raid } from './raid.ts';

export interface CampaignOptions {
  seed: number;
  cases: number;
  /** The first case; with `cases` 1 the only one. */
  from?: number;
  /** Before each measurement: a minute after its last use a poll or room is forgotten. */
  restMs?: number;
  /** Ends a slow machine's run early; what has run until then counts. */
  limitMs?: number;
  /** The server's environment, for another store than the embedded one. */
  env?: Record<string, string>;
  /** Told of each case when it is over; those of the warm-up have negative numbers. */
  onCase?(index: number, server: ServerProcess): void;
}

export interface Findings {
  /** How many cases were carried out, by attack. */
  done: Record<string, number>;
  tookMs: number;
  /** What broke, each with the case that it came with. Empty when the server has stood. */
  breaches: string[];
  healthy: { votes: number; p99Ms: number };
  before: Holding;
  after: Holding;
}

/** Before the first measurement everything has been used that is loaded, compiled or sized at its first use. */
const WARM_UP = { least: 300, share: 0.1, most: 5_000 };
/** Rates are counted, but never stand in an attacker's way. */
const GENEROUS = Object.fromEntries(
  [
    'LIMIT_VOTERS_PER_IP_BURST',
    'LIMIT_VOTERS_PER_IP_PER_S',
    'LIMIT_CONNECTIONS_PER_IP',
    'LIMIT_COMMANDS_PER_SOCKET_PER_S',
    'LIMIT_HTTP_PER_IP_PER_S',
    'LIMIT_JOIN_MISSES_PER_IP_PER_MIN',
  ].map((name) => [name, '1000000000']),
);

/** Until then a process that ended is known to have. */
const END_MS = 30_000;

/** Attacks a server that runs as a process of its own while others vote there; rejects when the server ended. */
export async function runCampaign(options: CampaignOptions): Promise<Findings> {
  const { seed, limitMs } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'pollcast-fuzz-'));
  const env = { DATA_DIR: dataDir, LIMITS: 'on', ...GENEROUS, ...INSPECTABLE, ...options.env };
  const server = await startServer({ env });
  const raid = createRaid({ server, seed, limitMs, onCase: (index) => options.onCase?.(index, server) });
  try {
    const attacked = attack(server, raid, options).catch(async (thrown) => {
      // Where the server has ended, that is what is told, not what it did to us.
      await sleep(END_MS, undefined, { ref: false });
      throw thrown;
    });
    return await Promise.race([attacked, endOf(server, raid)]);
  } finally {
    if (!server.isGroupGone()) server.signalGroup('SIGKILL');
    await server.exited;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function endOf(server: ServerProcess, raid: Raid): Promise<never> {
  const { code, signal } = await server.exited;
  const cases = raid.suspects().join(', ');
  throw new Error(`the server ended (${code ?? signal}) in one of the cases ${cases}:\n${server.said()}`);
}

async function attack(server: ServerProcess, raid: Raid, options: CampaignOptions): Promise<Findings> {
  const { cases, from = 0, restMs = 0 } = options;
  await raid.strikeAll(-warmUpFor(cases), 0);
  const before = await holdingWhenQuiet(server, restMs);
  const fought = await strikeAmongVoters(server, raid, { first: from, end: from + cases });
  const after = await holdingWhenQuiet(server, restMs);
  const breaches = [...raid.breaches, ...(await woundsOf(server))];
  return { ...fought, breaches, before, after };
}

async function strikeAmongVoters(
  server: ServerProcess,
  raid: Raid,
  { first, end }: Record<'first' | 'end', number>,
) {
  const hall = await startHealthyHall(server.url);
  try {
    const begunAt = performance.now();
    const done = await raid.strikeAll(first, end);
    const tookMs = performance.now() - begunAt;
    return { done, tookMs, healthy: await hall.finish() };
  } finally {
    hall.close();
  }
}

/** None for a case that is tried alone. */
function warmUpFor(cases: number): number {
  const { least, share, most } = WARM_UP;
  return cases === 1 ? 0 : Math.round(Math.min(Math.max(least, cases * share), most));
}
