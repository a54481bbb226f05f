import { Cluster, type Redis } from 'ioredis';
import { backoffMs, CONNECTION_OPTIONS } from './connection-options.ts';

/** Redirections and TRYAGAINs of one command, 100 ms apart; what lasts longer is the caller's to wait for. */
const MAX_REDIRECTIONS = 5;

export function createCluster(addresses: readonly string[]): Cluster {
  const { enableOfflineQueue, lazyConnect, ...options } = CONNECTION_OPTIONS;
  return new Cluster([...addresses], {
    enableOfflineQueue,
    lazyConnect,
    clusterRetryStrategy: backoffMs,
    maxRedirections: MAX_REDIRECTIONS,
    // As on a single connection: a command that may have been carried out is not sent again by anyone but its caller.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    redisOptions: { ...options, ...credentialsOf(addresses[0]!) },
  });
}

/** Connects to the Cluster and to each of its nodes, also to those that come later, so that no command has to. */
export async function connectCluster(cluster: Cluster): Promise<void> {
  await cluster.connect();
  await Promise.allSettled(cluster.nodes('all').map((node) => node.connect()));
  cluster.on('+node', (node: Redis) => {
    // Whoever has found the node sends a command first, which connects it, too.
    setImmediate(() => void node.connect().catch(() => {}));
  });
}

/** The addresses that a Cluster tells of its nodes bring no credentials of their own. */
function credentialsOf(address: string) {
  const { username, password, protocol } = new URL(address);
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}
