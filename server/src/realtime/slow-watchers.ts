import { closeSaying, terminate, unsentBytes } from './connection.ts';
import type { Io, Watcher } from './types.ts';

/** What a watcher may leave unread of what it is pushed. */
const MAX_UNSENT_BYTES = 64 * 1024;
/** And of what it asks for, without reading the answers: twice the largest room. */
const MAX_ASKED_BYTES = 4 * 1024 * 1024;
/** How often those who are behind are looked at. */
const LOOK_MS = 250;
/** Whoever has not caught up after this is cut off. */
const HOPELESS_MS = 10_000;
/** WebSocket close code, from the range for private use, and what it says to whom it still reaches. */
const TOO_SLOW = { code: 4008, reason: 'reads too slowly', toArriveMs: 10_000 };

interface Deps {
  io: Io;
  /** Sends a watcher nothing more that carries state. */
  withhold(watcher: Watcher): void;
  /** Puts a watcher back who was suspended for so long, and sends it what it may have missed. */
  resume(watcher: Watcher, suspendedMs: number): Promise<void>;
  onCut(): void;
  onFault(fault: unknown): void;
}

export interface SlowWatchers {
  /** The network has not taken all that was sent to this watcher. */
  suspect(watcher: Watcher): void;
  close(): void;
}

/**
 * Keeps the memory of a watcher who does not read bounded: too much unsent and it leaves its channels, drained and it
 * gets the newest state, hopeless and it is cut. Socket.IO itself would queue for it without limit.
 */
export function watchSlowWatchers({ io, withhold, resume, onCut, onFault }: Deps): SlowWatchers {
  const suspects = new Set<Watcher>();
  const suspended = new Map<Watcher, number>();

  function suspect(watcher: Watcher): void {
    // At the end of the turn, when a network that is merely busy for a moment has taken it.
    if (suspects.size === 0) setImmediate(lookAtSuspects);
    suspects.add(watcher);
  }

  function lookAtSuspects(): void {
    for (const watcher of suspects) {
      const waitingBytes = unsentBytes(watcher.conn);
      if (waitingBytes > MAX_ASKED_BYTES) cut(watcher);
      else if (waitingBytes > MAX_UNSENT_BYTES) suspend(watcher);
    }
    suspects.clear();
  }

  function suspend(watcher: Watcher): void {
    // Even if it was: it may have joined anew.
    withhold(watcher);
    if (!suspended.has(watcher)) suspended.set(watcher, performance.now());
  }

  function lookAtSuspended(): void {
    const at = performance.now();
    for (const [watcher, sinceAt] of suspended) {
      if (!watcher.connected) suspended.delete(watcher);
      else if (unsentBytes(watcher.conn) === 0) {
        suspended.delete(watcher);
        resume(watcher, at - sinceAt).catch(onFault);
      } else if (at - sinceAt > HOPELESS_MS) cut(watcher);
    }
  }

  function cut(watcher: Watcher): void {
    suspended.delete(watcher);
    withhold(watcher);
    const { conn } = watcher;
    closeSaying(conn, TOO_SLOW.code, TOO_SLOW.reason);
    setTimeout(() => terminate(conn), TOO_SLOW.toArriveMs).unref();
    onCut();
  }

  io.on('connection', (watcher) => {
    const { conn } = watcher;
    conn.on('packetCreate', () => {
      if (!conn.transport.writable) suspect(watcher);
    });
    // Whoever answers no heartbeat answers no close either.
    conn.on('close', (cause) => {
      if (cause === 'ping timeout') terminate(conn);
    });
  });

  const timer = setInterval(lookAtSuspended, LOOK_MS).unref();
  return { suspect, close: () => clearInterval(timer) };
}
