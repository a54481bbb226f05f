import { Cluster, Redis } from 'ioredis';
import { freePort, type RedisServer, startRedis } from './redis-server.ts';
import { until } from './until.ts';

/** Three masters on loopback, each with a third of the slots. */
export interface RedisCluster {
  /** REDIS_URL of the whole. */
  url: string;
  /** Follows redirections, for tests that look at keys. */
  admin: Cluster;
  masters: RedisServer[];
  /** The replica of the master with the same index; none unless asked for. */
  replicas: RedisServer[];
  /** Which master has the key's slot now. */
  masterOf(key: string): Promise<RedisServer>;
  /** Begins to move the slot of a key to another master; the steps are those of `redis-cli --cluster reshard`. */
  startMigration(key: string): Promise<SlotMigration>;
  /** Ends all processes. Idempotent. */
  stop(): Promise<void>;
}

export interface SlotMigration {
  /** Moves some of the slot's keys, all of them without names. */
  moveKeys(...keys: string[]): Promise<void>;
  /** Makes the new master the owner, once all keys are there. */
  finish(): Promise<void>;
}

interface ClusterOptions {
  hasReplicas?: boolean;
  /** More arguments for every server. */
  args?: string[];
}

const MASTERS = 3;
const SLOTS = 16_384;
const NODE_TIMEOUT_MS = 1500;
const MIGRATE_MS = 5000;
/** A Cluster that has just been made waits two seconds before it takes writes. */
const FORMED_MS = 30_000;

export async function startRedisCluster({
  hasReplicas = false,
  args = [],
}: ClusterOptions = {}): Promise<RedisCluster> {
  const size = hasReplicas ? 2 * MASTERS : MASTERS;
  const nodes = await Promise.all(Array.from({ length: size }, () => startNode(args)));
  await assignSlots(nodes);
  await introduce(nodes);
  const masters = nodes.slice(0, MASTERS);
  const replicas = nodes.slice(MASTERS);
  for (const [index, { redis }] of replicas.entries())
    await untilDone(() => redis.call('CLUSTER', 'REPLICATE', masters[index]!.id));
  for (const node of nodes) await until(() => isFormed(node, replicas.includes(node)), FORMED_MS);

  const url = masters.map(({ server }) => server.url).join(',');
  const admin = new Cluster(masters.map(({ server }) => server.url));
  admin.on('error', () => {});
  const slotOf = (key: string) => masters[0]!.redis.cluster('KEYSLOT', key);

  async function ownerOf(key: string): Promise<Node> {
    const ranges = (await admin.cluster('SLOTS')) as unknown as SlotRange[];
    const slot = await slotOf(key);
    const [, , [, port]] = ranges.find(([from, to]) => from <= slot && slot <= to)!;
    return nodes.find(({ server }) => server.port === port)!;
  }

  return {
    url,
    admin,
    masters: masters.map(({ server }) => server),
    replicas: replicas.map(({ server }) => server),
    masterOf: async (key) => (await ownerOf(key)).server,
    async startMigration(key) {
      const from = await ownerOf(key);
      const to = masters.find((node) => node !== from)!;
      return migrateSlot({ slot: await slotOf(key), from, to, masters });
    },
    async stop() {
      admin.disconnect();
      for (const { redis } of nodes) redis.disconnect();
      await Promise.all(nodes.map(({ server }) => server.stop()));
    },
  };
}

/** As CLUSTER SLOTS answers; replicas follow. */
type SlotRange = [from: number, to: number, master: [host: string, port: number]];

interface Node {
  server: RedisServer;
  redis: Redis;
  id: string;
  busPort: number;
}

async function startNode(args: string[]): Promise<Node> {
  const busPort = await freePort();
  const cluster = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort)];
  const timeout = ['--cluster-node-timeout', String(NODE_TIMEOUT_MS)];
  const server = await startRedis({ args: [...cluster, ...timeout, ...args] });
  const redis = new Redis(server.url);
  redis.on('error', () => {});
  return { server, redis, id: await redis.cluster('MYID'), busPort };
}

async function assignSlots(nodes: Node[]): Promise<void> {
  for (const [index, { redis }] of nodes.entries()) {
    // Epochs that differ from the start need not be argued about.
    await redis.call('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
    if (index >= MASTERS) continue;
    const [from, to] = [index, index + 1].map((third) => Math.floor((third * SLOTS) / MASTERS));
    await redis.call('CLUSTER', 'ADDSLOTSRANGE', from!, to! - 1);
  }
}

async function introduce([first, ...others]: Node[]): Promise<void> {
  for (const { server, busPort } of others)
    await first!.redis.call('CLUSTER', 'MEET', '127.0.0.1', server.port, busPort);
}

async function isFormed({ redis }: Node, isReplica: boolean): Promise<boolean> {
  const state = String(await redis.call('CLUSTER', 'INFO'));
  const replication = isReplica ? await redis.info('replication') : 'master_link_status:up';
  return state.includes('cluster_state:ok') && replication.includes('master_link_status:up');
}

/** A node that is to become a replica must have heard of its master first. */
async function untilDone(command: () => Promise<unknown>): Promise<void> {
  await until(
    () =>
      command().then(
        () => true,
        () => false,
      ),
    FORMED_MS,
  );
}

interface Move {
  slot: number;
  from: Node;
  to: Node;
  masters: Node[];
}

async function migrateSlot({ slot, from, to, masters }: Move): Promise<SlotMigration> {
  await to.redis.call('CLUSTER', 'SETSLOT', slot, 'IMPORTING', from.id);
  await from.redis.call('CLUSTER', 'SETSLOT', slot, 'MIGRATING', to.id);
  return {
    async moveKeys(...keys) {
      const moved = keys.length > 0 ? keys : await from.redis.call('CLUSTER', 'GETKEYSINSLOT', slot, 1000);
      const target = ['127.0.0.1', to.server.port, '', 0, MIGRATE_MS] as const;
      await from.redis.call('MIGRATE', ...target, 'KEYS', ...(moved as string[]));
    },
    async finish() {
      for (const { redis } of [to, from, ...masters.filter((node) => node !== from && node !== to)])
        await redis.call('CLUSTER', 'SETSLOT', slot, 'NODE', to.id);
    },
  };
}
