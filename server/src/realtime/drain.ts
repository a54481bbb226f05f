import { setTimeout as pause } from 'node:timers/promises';
import { rawSocketOf } from './slow-watchers.ts';
import type { Io, Watcher } from './types.ts';

/** WebSocket's "service restart": the client comes back, to whatever node takes it. */
const SERVICE_RESTART = 1012;
const STEP_MS = 100;
/** Handing over takes no longer than this a connection: a small audience need not wait for a large one's grace. */
const PER_CONNECTION_MS = 1;

/** Hands all clients over within `graceMs`, in even steps, so that they do not all arrive elsewhere at once. */
export async function drain(io: Io, graceMs: number): Promise<void> {
  const watchers = [...io.of('/').sockets.values()];
  const spanMs = Math.min(graceMs, watchers.length * PER_CONNECTION_MS);
  const steps = Math.max(1, Math.floor(spanMs / STEP_MS));
  const perStep = Math.ceil(watchers.length / steps);
  for (let first = 0; first < watchers.length; first += perStep) {
    if (first > 0) await pause(STEP_MS);
    for (const watcher of watchers.slice(first, first + perStep)) release(watcher);
  }
}

/** Not `disconnect`: after that the client would never come back. */
function release(watcher: Watcher): void {
  const raw = rawSocketOf(watcher) as { close?: (code: number, reason: string) => void } | undefined;
  if (raw?.close === undefined) watcher.conn.close();
  else raw.close(SERVICE_RESTART, 'server restarts');
}
