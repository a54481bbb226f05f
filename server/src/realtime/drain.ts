import { setTimeout as pause } from 'node:timers/promises';
import { rawSocketOf, terminate } from './slow-watchers.ts';
import type { Io, Watcher } from './types.ts';

/** WebSocket's "service restart": the client comes back, to whatever node takes it. */
const SERVICE_RESTART = 1012;
const STEP_MS = 100;
/** Handing over takes no longer than this a connection: a small audience need not wait for a large one's grace. */
const PER_CONNECTION_MS = 1;

/** Whoever has not answered the close after this is not there. */
const ANSWER_MS = 1_000;
const LOOK_MS = 10;

/**
 * Hands all clients over within `graceMs`, in even steps, so that they do not all arrive elsewhere at once. `finish`
 * resolves when a watcher's commands are answered.
 */
export async function drain(
  io: Io,
  graceMs: number,
  finish: (watcher: Watcher) => Promise<void>,
): Promise<void> {
  const watchers = [...io.of('/').sockets.values()];
  const spanMs = Math.min(graceMs, watchers.length * PER_CONNECTION_MS);
  const steps = Math.max(1, Math.floor(spanMs / STEP_MS));
  const perStep = Math.ceil(watchers.length / steps);
  const released: Promise<void>[] = [];
  for (let first = 0; first < watchers.length; first += perStep) {
    if (first > 0) await pause(STEP_MS);
    for (const watcher of watchers.slice(first, first + perStep))
      released.push(finish(watcher).then(() => release(watcher)));
  }
  await Promise.all(released);
  await cutSilent(io);
}

/** Not `disconnect`: after that the client would never come back. */
function release({ conn }: Watcher): void {
  const raw = rawSocketOf(conn) as { close?: (code: number, reason: string) => void } | undefined;
  if (raw?.close === undefined) conn.close();
  else raw.close(SERVICE_RESTART, 'server restarts');
}

/** A connection that does not answer its close would keep the server from ending for half a minute. */
async function cutSilent(io: Io): Promise<void> {
  const left = () =>
    Object.values((io.engine as unknown as { clients: Record<string, Watcher['conn']> }).clients);
  for (let waitedMs = 0; waitedMs < ANSWER_MS && left().length > 0; waitedMs += LOOK_MS) await pause(LOOK_MS);
  for (const connection of left()) terminate(connection);
}
