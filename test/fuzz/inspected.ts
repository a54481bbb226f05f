import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { scrape } from '../support/scrape.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { until } from '../support/until.ts';

/** Lets a process be looked into from outside; the server knows nothing of it. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Sessions whose client vanished are noticed by their heartbeat, 20 s later. */
const QUIET_MS = 60_000;
/** Those who vote in the healthy hall. */
const HEALTHY_CONNECTIONS = 2;

/** What a server holds, after everything that can be freed was. */
export interface Holding {
  heapBytes: number;
  /** Memory outside the heap that its objects hold: buffers. */
  externalBytes: number;
  rssBytes: number;
  connections: number;
  openFiles: number;
}

const DEBUGGER = /Debugger listening on (ws:\S+)/;
/** What one collection frees may let the next one free more. */
const COLLECTIONS = 3;
const MEMORY = 'JSON.stringify(process.memoryUsage())';

/** What it holds once all attackers' connections are gone; rejects when they stay. Before it looks it rests. */
export async function holdingWhenQuiet(server: ServerProcess, restMs: number): Promise<Holding> {
  await sleep(restMs);
  return until(async () => {
    const holding = await holdingOf(server);
    return holding.connections === HEALTHY_CONNECTIONS ? holding : null;
  }, QUIET_MS);
}

async function holdingOf({ url, said }: Pick<ServerProcess, 'url' | 'said'>): Promise<Holding> {
  const inspector = await openInspector(DEBUGGER.exec(said())![1]!);
  for (let count = 0; count < COLLECTIONS; count += 1) await inspector.call('HeapProfiler.collectGarbage');
  const { result } = await inspector.call('Runtime.evaluate', { expression: MEMORY });
  inspector.close();
  const { heapUsed, external, rss } = JSON.parse(result.value) as NodeJS.MemoryUsage;
  const { value } = await scrape(url);
  return {
    heapBytes: heapUsed,
    externalBytes: external,
    rssBytes: rss,
    connections:
      value('pollcast_connections{door="socket"}')! + value('pollcast_connections{door="stream"}')!,
    openFiles: value('process_open_fds') ?? 0,
  };
}

/** Counts that must have stayed zero: what broke inside, whoever was told of it. */
const WOUNDS = [
  'pollcast_faults_total',
  'pollcast_tally_mismatch_total',
  'pollcast_store_regressions_total',
  'pollcast_refusals_total{code="INTERNAL"}',
  'pollcast_refusals_total{code="STORE_UNAVAILABLE"}',
];

/** What the server itself says that went wrong in it. */
export async function woundsOf({ url, said }: Pick<ServerProcess, 'url' | 'said'>): Promise<string[]> {
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

interface Evaluated {
  result: { value: string };
}

async function openInspector(address: string) {
  const socket = new WebSocket(address);
  await once(socket, 'open');
  let calls = 0;
  return {
    call(method: string, params: object = {}): Promise<Evaluated> {
      calls += 1;
      const id = calls;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve) => {
        socket.on('message', function take(data) {
          const message = JSON.parse(String(data)) as { id: number; result: Evaluated };
          if (message.id !== id) return;
          socket.off('message', take);
          resolve(message.result);
        });
      });
    },
    close: () => socket.close(),
  };
}
