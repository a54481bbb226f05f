import { setTimeout as pause } from 'node:timers/promises';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { until } from '../../support/until.ts';
import { linkFaultsOf } from './link-faults.ts';
import { nodeFaultsOf } from './node-faults.ts';
import { type PrivateRedis, startPrivateRedis } from './private-redis.ts';
import { redisFaultsOf } from './redis-faults.ts';
import { startNodeOn } from './redis-site.ts';
import { between, type Fault, type Site } from './site.ts';

const SYNC_MS = 60_000;

/** Two servers on a primary, whose replica takes over and changes places with it. */
export async function openReplicaSite(broken: (what: string) => void): Promise<Site> {
  let [primary, replica] = [await startPrivateRedis('always'), await startPrivateRedis('always')];
  const toPrimary = () => primary.path;
  const replication = await openTcpProxy(toPrimary);
  const links = [await openTcpProxy(toPrimary), await openTcpProxy(toPrimary)];
  await follow(replica);
  const nodes = await Promise.all(links.map(startNodeOn));

  async function follow(follower: PrivateRedis): Promise<void> {
    await follower.admin.replicaof('127.0.0.1', replication.port);
    await until(async () => (await follower.admin.info('replication')).includes('link_status:up'), SYNC_MS);
  }

  async function failOver(): Promise<void> {
    const old = primary;
    await old.kill();
    await replica.admin.replicaof('NO', 'ONE');
    [primary, replica] = [replica, old];
    for (const link of [...links, replication]) link.cut();
    await old.restart();
    await follow(old);
  }

  const storeFaults: Record<string, Fault> = {
    ...linkFaultsOf(links),
    ...redisFaultsOf(() => primary),
    'the replica takes over': failOver,
    async 'the replica takes over, some time behind'(random) {
      replication.freeze();
      await pause(between(random, 100, 1_000));
      await failOver();
    },
  };
  return {
    nodes,
    nodeFaults: nodeFaultsOf(nodes, broken),
    storeFaults,
    promised: { ballots: false, closes: true },
    async close() {
      await Promise.all(nodes.map((node) => node.kill()));
      await Promise.all([...links, replication].map((link) => link.close()));
      await Promise.all([primary, replica].map((redis) => redis.stop()));
    },
  };
}
