import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Lets a process be looked into from outside; the server knows nothing of it. */
export const INSPECTABLE = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** What lies on a process's heap after everything that can be freed was. */
export interface Heap {
  bytes: number;
  /** The same without what V8 makes of the program itself: a server that runs longer has more of its code compiled. */
  dataBytes: number;
}

const DEBUGGER = /Debugger listening on (ws:\S+)/;
/** What one collection frees may let the next one free more. */
const COLLECTIONS = 3;
/** Kinds of nodes that are code, or know how objects are laid out for it. */
const OF_CODE = ['code', 'hidden', 'object shape'];

/** Looks into a process that has been started as INSPECTABLE and said so. */
export async function heapOf(said: string): Promise<Heap> {
  const [, address] = DEBUGGER.exec(said) ?? [];
  const inspector = await openInspector(address!);
  for (let count = 0; count < COLLECTIONS; count += 1) await inspector.call('HeapProfiler.collectGarbage');
  const chunks: string[] = [];
  inspector.onEvent('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await inspector.call('HeapProfiler.takeHeapSnapshot');
  inspector.close();
  return measure(JSON.parse(chunks.join('')) as Snapshot);
}

/** V8's format: all nodes one after the other, each as many numbers as there are fields. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

function measure({ snapshot: { meta }, nodes }: Snapshot): Heap {
  const [kinds] = meta.node_types;
  const kindAt = meta.node_fields.indexOf('type');
  const sizeAt = meta.node_fields.indexOf('self_size');
  const heap = { bytes: 0, dataBytes: 0 };
  for (let node = 0; node < nodes.length; node += meta.node_fields.length) {
    const size = nodes[node + sizeAt]!;
    heap.bytes += size;
    if (!OF_CODE.includes(kinds[nodes[node + kindAt]!]!)) heap.dataBytes += size;
  }
  return heap;
}

interface Message {
  id?: number;
  method?: string;
  params: { chunk: string };
}

/** A client of the DevTools protocol, as far as it is needed here. */
async function openInspector(address: string) {
  const socket = new WebSocket(address, { maxPayload: 0 });
  await once(socket, 'open');
  const answered = new Map<number | undefined, () => void>();
  const listeners = new Map<string | undefined, (params: Message['params']) => void>();
  let calls = 0;
  socket.on('message', (data) => {
    const { id, method, params } = JSON.parse(String(data)) as Message;
    answered.get(id)?.();
    listeners.get(method)?.(params);
  });
  return {
    call(method: string): Promise<void> {
      calls += 1;
      socket.send(JSON.stringify({ id: calls, method }));
      return new Promise((resolve) => answered.set(calls, resolve));
    },
    onEvent: (method: string, listener: (params: Message['params']) => void) =>
      void listeners.set(method, listener),
    close: () => socket.close(),
  };
}
