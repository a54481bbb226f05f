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
  /** Puts a watcher back who was suspended for so long, and sends it what it may have missed. */
  resume(watcher: Watcher, suspendedMs: number): Promise<void>;
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
export function watchSlowWatchers({ io, subscriptions, resume, onCut, onFault }: Deps): { close(): void } {
  const suspended = new Map<Watcher, number>();

  function sweep(): void {
    const at = performance.now();
    for (const watcher of io.of('/').sockets.values()) {
      if (suspended.has(watcher) || !isBehind(watcher)) continue;
      subscriptions.suspend(watcher);
      suspended.set(watcher, at);
    }
    for (const [watcher, sinceAt] of suspended) {
      if (!watcher.connected) suspended.delete(watcher);
      else if (hasDrained(watcher)) {
        suspended.delete(watcher);
        resume(watcher, at - sinceAt).catch(onFault);
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
