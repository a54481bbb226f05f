import type { Redis } from 'ioredis';
import { clockAheadMsOf } from './clock.ts';
import { type Connection, nodesOf } from './connection.ts';

const HEARTBEAT_MS = 1000;

/** Asks every node for the time each second: keeps `socketTimeout` honest and tells how far its clock is from ours. */
export function startHeartbeat(connection: Connection): {
  now(): number;
  beat(): Promise<void>;
  stop(): void;
} {
  let offsetMs = 0;

  async function ask(node: Redis): Promise<void> {
    offsetMs = await clockAheadMsOf(node);
  }

  const beat = async () => {
    // A node that does not answer is the reconnection's business.
    await Promise.allSettled(nodesOf(connection).map(ask));
  };
  const timer = setInterval(() => void beat(), HEARTBEAT_MS);
  return { now: () => Date.now() + offsetMs, beat, stop: () => clearInterval(timer) };
}
