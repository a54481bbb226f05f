import type { Subscriptions } from './subscriptions.ts';
import type { Io, Watcher } from './types.ts';

const SWEEP_MS = 1_000;
const MAX_PACKETS_WAITING = 16;
const MAX_BYTES_WAITING = 64 * 1024;
/** Whoever has not caught up after this is cut off. */
const HOPELESS_MS = 10_000;

interface Deps {
  io: Io;
  subscriptions: Subscriptions;
  /** Sends a watcher everything that it watches anew. */
  resend(watcher: Watcher): Promise<void>;
  onCut(): void;
  onFault(fault: unknown): void;
}

/** What of ws stands under a Socket.IO connection; absent on long-polling. */
interface RawSocket {
  bufferedAmount: number;
  terminate(): void;
}

/**
 * Keeps the memory of a watcher who does not read bounded: too much unsent and it leaves its channels, drained and it
 * gets the newest state, hopeless and it is cut. Socket.IO itself would queue for it without limit.
 */
export function watchSlowWatchers({ io, subscriptions, resend, onCut, onFault }: Deps): { close(): void } {
  const suspended = new Map<Watcher, { sinceAt: number; resume: () => void }>();

  function sweep(): void {
    const at = performance.now();
    for (const watcher of io.of('/').sockets.values()) {
      if (!suspended.has(watcher) && isBehind(watcher))
        suspended.set(watcher, { sinceAt: at, resume: subscriptions.suspend(watcher) });
    }
    for (const [watcher, { sinceAt, resume }] of suspended) {
      if (!watcher.connected) suspended.delete(watcher);
      else if (hasDrained(watcher)) {
        suspended.delete(watcher);
        resume();
        resend(watcher).catch(onFault);
      } else if (at - sinceAt > HOPELESS_MS) {
        suspended.delete(watcher);
        terminate(watcher.conn);
        onCut();
      }
    }
  }

  const timer = setInterval(sweep, SWEEP_MS).unref();
  return { close: () => clearInterval(timer) };
}

export function rawSocketOf(connection: Watcher['conn']): RawSocket | undefined {
  return (connection.transport as { socket?: RawSocket }).socket;
}

function packetsWaiting(watcher: Watcher): number {
  return (watcher.conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
}

function isBehind(watcher: Watcher): boolean {
  return (
    packetsWaiting(watcher) > MAX_PACKETS_WAITING ||
    (rawSocketOf(watcher.conn)?.bufferedAmount ?? 0) > MAX_BYTES_WAITING
  );
}

function hasDrained(watcher: Watcher): boolean {
  return packetsWaiting(watcher) === 0 && (rawSocketOf(watcher.conn)?.bufferedAmount ?? 0) === 0;
}

/** A close handshake would wait half a minute for somebody who does not read. */
export function terminate(connection: Watcher['conn']): void {
  const raw = rawSocketOf(connection);
  if (raw === undefined) connection.close(true);
  else raw.terminate();
}
