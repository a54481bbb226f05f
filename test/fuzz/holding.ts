import { setTimeout as sleep } from 'node:timers/promises';
import { scrape } from '../support/scrape.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { until } from '../support/until.ts';
import { type Heap, heapOf } from './heap.ts';

/** What a server holds when nobody is connected. */
export interface Holding {
  heap: Heap;
  openFiles: number;
}

/** Sessions whose client vanished are noticed by their heartbeat, 20 s later. */
const QUIET_MS = 60_000;

/** Resolves once all connections are gone; rejects when they stay. Before it looks it rests. */
export async function holdingWhenQuiet({ url, said }: ServerProcess, restMs: number): Promise<Holding> {
  await sleep(restMs);
  const { value } = await until(async () => {
    const scraped = await scrape(url);
    return connectionsIn(scraped) === 0 ? scraped : null;
  }, QUIET_MS);
  return {
    heap: await heapOf(said()),
    openFiles: value('process_open_fds')!,
  };
}

function connectionsIn({ value }: Awaited<ReturnType<typeof scrape>>): number {
  return value('pollcast_connections{door="socket"}')! + value('pollcast_connections{door="stream"}')!;
}

/** Counts that must have stayed zero: what broke inside, whoever was told of it. */
const WOUNDS = [
  'pollcast_faults_total',
  'pollcast_tally_mismatch_total',
  'pollcast_store_regressions_total',
  'pollcast_refusals_total{code="INTERNAL"}',
  'pollcast_refusals_total{code="STORE_UNAVAILABLE"}',
];

/** What the server itself counts and logs that went wrong in it. */
export async function woundsOf({ url, said }: ServerProcess): Promise<string[]> {
  const { value } = await scrape(url);
  const counted = WOUNDS.filter((series) => value(series) !== 0).map(
    (series) => `${series} ${value(series)}`,
  );
  return [
    ...counted,
    ...said()
      .split('\n')
      .filter((line) => line.startsWith('{')),
  ];
}
