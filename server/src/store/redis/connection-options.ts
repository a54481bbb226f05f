import type { RedisOptions } from 'ioredis';
import { isReadOnly } from './failures.ts';

/** What all connections have in common. */
export const CONNECTION_OPTIONS = {
  lazyConnect: true,
  connectTimeout: 2000,
  disconnectTimeout: 250,
  // A command is never sent twice behind our back, never waits for a connection, and always settles.
  autoResendUnfulfilledCommands: false,
  enableOfflineQueue: false,
  commandTimeout: 1500,
  // With a heartbeat this notices a connection that is open and silent; nothing else does.
  socketTimeout: 2000,
  keepAlive: 10_000,
  reconnectOnError: (error: Error) => (isReadOnly(error) ? 1 : false),
} as const satisfies RedisOptions;

/** Grows to a second, so that votes are taken again soon after Redis is; jittered, so that nodes do not come at once. */
export function backoffMs(attempt: number): number {
  return Math.min(50 * 2 ** (attempt - 1), 1000) * (0.75 + Math.random() / 2);
}

/** The addresses in a REDIS_URL as ioredis reads them; `unix:/path` is a path. */
export function addressesOf(url: string): string[] {
  return url.split(',').map((address) => address.trim().replace(/^unix:(\/\/)?/, ''));
}
