import type { PollId } from '@pollcast/shared';
import { pino } from 'pino';
import type { BallotStore } from '../../server/src/domain/store.ts';
import { fingerprint } from '../../server/src/identity/voters.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';
import { type HaProxy, startProxy } from './proxy.ts';
import { freePort, type RedisServer, startRedis } from './redis-server.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** Two real servers on one real Redis behind a real proxy, as docker-compose.yml has them. */
export interface TwoNodes {
  /** The one address. */
  url: string;
  nodes: [TestNode, TestNode];
  proxy: HaProxy;
  redis: RedisServer;
  /** Recounts a poll's ballots, past the nodes. */
  audit: BallotStore['audit'];
  close(): Promise<void>;
}

export interface TestNode {
  url: string;
  readonly process: ServerProcess;
  /** Sends SIGTERM or SIGKILL and resolves with the exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
  /** How many sockets are open, as the node's metrics tell. */
  socketCount(): Promise<number>;
}

const SECRET = 'a secret of both nodes, long enough';

export async function startTwoNodes(): Promise<TwoNodes> {
  const redis = await startRedis({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] });
  const nodes: [TestNode, TestNode] = [await startNode(redis.url), await startNode(redis.url)];
  const proxy = await startProxy({ nodes: [nodes[0].url, nodes[1].url] });
  return {
    url: proxy.url,
    nodes,
    proxy,
    redis,
    audit: (id) => audit(redis.url, id),
    async close() {
      await proxy.stop();
      await Promise.all(nodes.map((node) => node.end('SIGKILL')));
      await redis.stop();
    },
  };
}

async function audit(redisUrl: string, id: PollId): ReturnType<BallotStore['audit']> {
  const store = await openRedisStore({
    url: redisUrl,
    nodeId: 'auditor',
    secretFingerprint: fingerprint(SECRET),
    noticeMs: 50,
    log: pino({ level: 'silent' }),
  });
  const found = await store.ballots.audit(id);
  await store.close();
  return found;
}

async function startNode(redisUrl: string): Promise<TestNode> {
  const port = await freePort();
  const env = {
    PORT: String(port),
    HOST: '127.0.0.1',
    REDIS_URL: redisUrl,
    SECRET,
    SHUTDOWN_GRACE_MS: '5000',
    TRUST_PROXY: '1',
  };
  const url = `http://127.0.0.1:${port}`;
  let process = await startServer({ env });
  return {
    url,
    get process() {
      return process;
    },
    async end(signal) {
      if (!process.isGroupGone()) process.signalGroup(signal);
      return (await process.exited).code;
    },
    async start() {
      process = await startServer({ env });
    },
    async socketCount() {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(/^pollcast_connections\{door="socket"\} (\d+)$/m.exec(text)?.[1]);
    },
  };
}
