import { setTimeout as pause } from 'node:timers/promises';
import { startRedisCluster } from '../../support/redis-cluster.ts';
import { startFaultyNode } from './node.ts';
import { nodeFaultsOf } from './node-faults.ts';
import { untilRestarted } from './private-redis.ts';
import { between, NODE_ENV, type Site } from './site.ts';

/** Two servers on a Cluster of three masters without replicas, so that whatever was acked has to come back. */
export async function openClusterSite(broken: (what: string) => void): Promise<Site> {
  const cluster = await startRedisCluster({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] });
  const startNode = () => startFaultyNode({ ...NODE_ENV, REDIS_URL: cluster.url });
  const nodes = [await startNode(), await startNode()];
  return {
    nodes,
    nodeFaults: nodeFaultsOf(nodes, broken),
    storeFaults: {
      async 'kill -9 of a master'(random) {
        const master = random.pick(cluster.masters);
        await master.kill();
        await pause(between(random, 0, 2_500));
        await untilRestarted(master);
      },
      async 'a master frozen'(random) {
        const master = random.pick(cluster.masters);
        master.signal('SIGSTOP');
        await pause(between(random, 200, 3_000));
        master.signal('SIGCONT');
      },
      async 'scripts forgotten'() {
        await Promise.all(
          cluster.admin.nodes('master').map((master) => master.script('FLUSH').catch(() => {})),
        );
      },
    },
    promised: { ballots: true, closes: true },
    async close() {
      await Promise.all(nodes.map((node) => node.kill()));
      await cluster.stop();
    },
  };
}
