import type { Socket as NetSocket } from 'node:net';
import type { Watcher } from './types.ts';

// The only place that looks below Socket.IO: what Engine.IO 6.6 and ws 8 keep to themselves. Whatever is missing there
// in another version reads as absent, and the way through Socket.IO is taken.

/** One of Engine.IO's connections: the way to a client, by WebSocket or long-polling. */
export type Connection = Watcher['conn'];

interface RawSocket {
  readyState: number;
  bufferedAmount: number;
  close(code: number, reason: string): void;
  terminate(): void;
  _socket?: NetSocket;
}

interface Inside {
  writeBuffer: readonly { data?: string }[];
  /** Without a socket on long-polling. */
  transport: { socket?: RawSocket; perMessageDeflate?: unknown };
}

const OPEN = 1;

/**
 * The TCP connection to which a ready WebSocket frame may be written: it comes after everything that was sent before.
 * Undefined where it would not, or would not be understood.
 */
export function openWireOf(connection: Connection): NetSocket | undefined {
  if (connection.readyState !== 'open' || connection.upgrading) return undefined;
  const { writeBuffer, transport } = inside(connection);
  const raw = transport.socket;
  if (writeBuffer.length > 0 || raw?.readyState !== OPEN || transport.perMessageDeflate) return undefined;
  return raw._socket?.writable ? raw._socket : undefined;
}

/** Shows each message to `take` first; what that leaves goes to Socket.IO. */
export function messageTap(connection: Connection, take: (message: string) => boolean): void {
  const listeners = connection.listeners('data') as ((message: unknown) => void)[];
  connection.removeAllListeners('data');
  connection.on('data', (message: unknown) => {
    if (typeof message === 'string' && take(message)) return;
    for (const listener of listeners) listener(message);
  });
}

/** What this process holds for a client that has not taken it yet: queued for the transport, or for the kernel. */
export function unsentBytes(connection: Connection): number {
  const { writeBuffer, transport } = inside(connection);
  const queuedBytes = writeBuffer.reduce((sum, { data = '' }) => sum + data.length, 0);
  return queuedBytes + (transport.socket?.bufferedAmount ?? 0);
}

/** Says why, so that the client comes back; not `disconnect`, after which it would not. */
export function closeSaying(connection: Connection, code: number, reason: string): void {
  const raw = inside(connection).transport.socket;
  if (raw === undefined) connection.close();
  else raw.close(code, reason);
}

/** A close handshake would wait half a minute for somebody who does not read. */
export function terminate(connection: Connection): void {
  const raw = inside(connection).transport.socket;
  if (raw === undefined) connection.close(true);
  else raw.terminate();
}

function inside(connection: Connection): Inside {
  return connection as unknown as Inside;
}
