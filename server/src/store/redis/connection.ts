import { type Cluster, Redis } from 'ioredis';
import type { StoreLog } from '../store-log.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { connectCluster, createCluster } from './cluster.ts';
import { addressesOf, backoffMs, CONNECTION_OPTIONS } from './connection-options.ts';

/** A single Redis or a Cluster, by the same commands. */
export type Connection = Redis | Cluster;

const OPEN_MS = 5000;

/**
 * Connects for commands. Several addresses are a Cluster's, and so is a single one whose Redis belongs to one. Rejects
 * with StoreOpenError within a few seconds.
 */
export async function connect(url: string, log: StoreLog): Promise<Connection> {
  const addresses = addressesOf(url);
  if (addresses.length > 1) return open(createCluster(addresses), log);
  const redis = new Redis(addresses[0]!, { ...CONNECTION_OPTIONS, retryStrategy: backoffMs });
  await open(redis, log);
  if (!(await isOfCluster(redis))) return redis;
  redis.disconnect();
  return open(createCluster(addresses), log);
}

async function open<C extends Connection>(connection: C, log: StoreLog): Promise<C> {
  let reason = 'no answer';
  connection.on('error', (error: Error) => {
    reason = error.message || reason;
    log.warn({ err: error }, 'Redis connection failed');
  });
  const deadline = setTimeout(() => connection.disconnect(), OPEN_MS);
  try {
    await (connection instanceof Redis ? connection.connect() : connectCluster(connection));
    return connection;
  } catch (error) {
    connection.disconnect();
    throw new StoreOpenError(`Redis cannot be reached: ${reason}.`, { cause: error });
  } finally {
    clearTimeout(deadline);
  }
}

async function isOfCluster(redis: Redis): Promise<boolean> {
  // Who may not ask has no Cluster: its client could not work without such commands either.
  const info = await redis.info('cluster').catch(() => '');
  return info.includes('cluster_enabled:1');
}

/** The nodes behind a connection that can be talked to now. */
export function nodesOf(connection: Connection): Redis[] {
  const nodes = connection instanceof Redis ? [connection] : connection.nodes('all');
  return nodes.filter((node) => node.status === 'ready');
}

/** Calls back whenever a connection, or that of a Cluster's node, is there again. */
export function onReconnect(connection: Connection, listener: () => void): void {
  connection.on('ready', listener);
  if (!(connection instanceof Redis)) connection.on('+node', (node: Redis) => node.once('ready', listener));
}
