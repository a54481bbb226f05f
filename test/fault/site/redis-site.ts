import { openTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { linkFaultsOf } from './link-faults.ts';
import { startFaultyNode } from './node.ts';
import { nodeFaultsOf } from './node-faults.ts';
import { type FsyncSetting, startPrivateRedis } from './private-redis.ts';
import { killRedis, makeReadOnly, redisFaultsOf } from './redis-faults.ts';
import { NODE_ENV, type Site } from './site.ts';
import { canSlowDisks, killOnSlowDisk } from './slow-disk.ts';

/** Two servers on one Redis, each over a link of its own. */
export async function openRedisSite(broken: (what: string) => void, fsync: FsyncSetting): Promise<Site> {
  const redis = await startPrivateRedis(fsync);
  const links = [await openTcpProxy(redis.path), await openTcpProxy(redis.path)];
  const nodes = await Promise.all(links.map(startNodeOn));
  const keepsAll = fsync === 'always';
  return {
    nodes,
    nodeFaults: nodeFaultsOf(nodes, broken),
    storeFaults: {
      ...linkFaultsOf(links),
      ...redisFaultsOf(() => redis),
      'kill -9 of Redis': killRedis(redis),
      'Redis read-only': makeReadOnly(redis),
      ...(!keepsAll && canSlowDisks() && { 'kill -9 of Redis on a slow disk': killOnSlowDisk(redis) }),
    },
    promised: { ballots: keepsAll, closes: keepsAll },
    async close() {
      await Promise.all(nodes.map((node) => node.kill()));
      await Promise.all(links.map((link) => link.close()));
      await redis.stop();
    },
  };
}

export function startNodeOn({ port }: TcpProxy) {
  return startFaultyNode({ ...NODE_ENV, REDIS_URL: `redis://127.0.0.1:${port}` });
}
