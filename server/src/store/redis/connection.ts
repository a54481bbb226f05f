import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { StoreLog } from '../store-log.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { isReadOnly } from './failures.ts';

/** A single Redis or a Cluster, by the same commands. */
export type Connection = Redis | Cluster;

const HEARTBEAT_MS = 1000;
const OPEN_MS = 5000;

/** Grows to a second, so that votes are taken again soon after Redis is; jittered, so that nodes do not come at once. */
export function backoffMs(attempt: number): number {
  return Math.min(50 * 2 ** (attempt - 1), 1000) * (0.75 + Math.random() / 2);
}

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

/** The addresses in a REDIS_URL as ioredis reads them; `unix:/path` is a path. */
export function addressesOf(url: string): string[] {
  return url.split(',').map((address) => address.trim().replace(/^unix:(\/\/)?/, ''));
}

/** Connects for commands; several addresses are a Cluster's. Rejects with StoreOpenError within a few seconds. */
export async function connect(url: string, log: StoreLog): Promise<Connection> {
  const connection = createConnection(addressesOf(url));
  let reason = 'no answer';
  connection.on('error', (error: Error) => {
    reason = error.message || reason;
    log.warn({ err: error }, 'Redis connection failed');
  });
  const deadline = setTimeout(() => connection.disconnect(), OPEN_MS);
  try {
    await connection.connect();
    return connection;
  } catch (error) {
    connection.disconnect();
    throw new StoreOpenError(`Redis cannot be reached: ${reason}.`, { cause: error });
  } finally {
    clearTimeout(deadline);
  }
}

function createConnection(addresses: string[]): Connection {
  const [first] = addresses;
  if (addresses.length === 1) return new Redis(first!, { ...CONNECTION_OPTIONS, retryStrategy: backoffMs });
  const { username, password, protocol } = new URL(first!);
  const credentials = {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
  const { enableOfflineQueue, lazyConnect, ...options } = CONNECTION_OPTIONS;
  return new Cluster(addresses, {
    enableOfflineQueue,
    lazyConnect,
    clusterRetryStrategy: backoffMs,
    redisOptions: { ...options, ...credentials },
  });
}

/** The nodes behind a connection that can be talked to now. */
export function nodesOf(connection: Connection): Redis[] {
  const nodes = connection instanceof Redis ? [connection] : connection.nodes('all');
  return nodes.filter((node) => node.status === 'ready');
}

/** Asks every node for the time each second: keeps `socketTimeout` honest and tells how far its clock is from ours. */
export function startHeartbeat(connection: Connection): {
  now(): number;
  beat(): Promise<void>;
  stop(): void;
} {
  let offsetMs = 0;

  async function ask(node: Redis): Promise<void> {
    const askedAt = Date.now();
    const [seconds, microseconds] = (await node.time()).map(Number) as [number, number];
    const between = (askedAt + Date.now()) / 2;
    offsetMs = Math.round(seconds * 1000 + microseconds / 1000 - between);
  }

  const beat = async () => {
    // A node that does not answer is the reconnection's business.
    await Promise.allSettled(nodesOf(connection).map(ask));
  };
  const timer = setInterval(beat, HEARTBEAT_MS);
  return { now: () => Date.now() + offsetMs, beat, stop: () => clearInterval(timer) };
}
