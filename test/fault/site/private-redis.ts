import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type RedisServer, startRedis } from '../../support/redis-server.ts';

export type FsyncSetting = 'always' | 'everysec';

/** A Redis on a Unix socket, whose address nobody takes while it is down. */
export interface PrivateRedis {
  path: string;
  readonly pid: number;
  /** For commands of the operator; not to be used while it is down. */
  admin: Redis;
  kill(): Promise<void>;
  restart(): Promise<void>;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

export async function startPrivateRedis(fsync: FsyncSetting): Promise<PrivateRedis> {
  const redis: RedisServer = await startRedis({
    args: ['--port', '0', '--unixsocket', 'redis.sock', '--appendonly', 'yes', '--appendfsync', fsync],
  });
  const path = join(redis.dir, 'redis.sock');
  const admin = new Redis(path, { retryStrategy: () => 50, maxRetriesPerRequest: null });
  admin.on('error', () => {});
  return {
    path,
    get pid() {
      return redis.pid;
    },
    admin,
    kill: redis.kill,
    restart: () => untilRestarted(redis),
    freeze: () => redis.signal('SIGSTOP'),
    thaw: () => redis.signal('SIGCONT'),
    async stop() {
      admin.disconnect();
      await redis.stop();
    },
  };
}

const RESTARTS = 50;
const RESTART_MS = 200;

/** Another process may hold the port for a moment. */
export async function untilRestarted(redis: RedisServer): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await redis.restart();
    } catch (error) {
      if (attempt === RESTARTS) throw error;
      await pause(RESTART_MS);
    }
  }
}
