import { readFileSync } from 'node:fs';
import { type Scrape, scrape } from '../../support/scrape.ts';

/** What a server process holds and how late its event loop is, since this was asked last. */
export interface Reading {
  residentMb: number;
  heapMb: number;
  sockets: number;
  loopP99Ms: number;
  loopMostMs: number;
}

export async function readServer(url: string): Promise<Reading> {
  const scraped = await scrape(url);
  return {
    residentMb: megabytes(scraped, 'process_resident_memory_bytes'),
    heapMb: megabytes(scraped, 'nodejs_heap_size_used_bytes'),
    sockets: scraped.value('pollcast_connections{door="socket"}')!,
    loopP99Ms: milliseconds(scraped, 'nodejs_eventloop_lag_p99_seconds'),
    loopMostMs: milliseconds(scraped, 'nodejs_eventloop_lag_max_seconds'),
  };
}

function megabytes({ value }: Scrape, series: string): number {
  return value(series)! / 2 ** 20;
}

function milliseconds({ value }: Scrape, series: string): number {
  return value(series)! * 1_000;
}

/** Bytes that the kernel keeps on both ends of all connections to a port: sent and not yet read. */
export function kernelBytes(port: number): number {
  const ends = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = readFileSync('/proc/net/tcp', 'latin1').split('\n').slice(1);
  return rows.reduce((sum, row) => {
    const [, local, remote, , queues] = row.trim().split(/\s+/);
    if (!local?.endsWith(`:${ends}`) && !remote?.endsWith(`:${ends}`)) return sum;
    const [toSend, toRead] = queues!.split(':').map((hex) => Number.parseInt(hex, 16));
    return sum + toSend! + toRead!;
  }, 0);
}

/** Median, 99 % and the most. */
export function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `${at(0.5)} ms (median), ${at(0.99)} ms (p99), ${at(1)} ms (most)`;
}
