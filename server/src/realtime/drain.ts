import { setTimeout as pause } from 'node:timers/promises';
import { handOver } from '../domain/hand-over.ts';
import { type Connection, closeSaying, terminate } from './connection.ts';
import type { Io, Watcher } from './types.ts';

/** WebSocket's "service restart": the client comes back, to whatever node takes it. */
const SERVICE_RESTART = 1012;
/** Whoever has not answered the close after this is not there. */
const ANSWER_MS = 1_000;
const LOOK_MS = 10;

/** Hands all clients over within `graceMs`. `finish` resolves when a watcher's commands are answered. */
export async function drain(
  io: Io,
  graceMs: number,
  finish: (watcher: Watcher) => Promise<void>,
): Promise<void> {
  const letGo = async (watcher: Watcher) => {
    await finish(watcher);
    closeSaying(watcher.conn, SERVICE_RESTART, 'server restarts');
  };
  // Whoever is in the middle of the handshake is sent on at its end.
  io.on('connection', (watcher) => void letGo(watcher));
  await handOver([...io.of('/').sockets.values()], graceMs, letGo);
  await cutSilent(io);
}

/** A connection that does not answer its close would keep the server from ending for half a minute. */
async function cutSilent(io: Io): Promise<void> {
  const left = () => Object.values((io.engine as unknown as { clients: Record<string, Connection> }).clients);
  const giveUpAt = performance.now() + ANSWER_MS;
  while (performance.now() < giveUpAt && left().length > 0) await pause(LOOK_MS);
  for (const connection of left()) terminate(connection);
}
