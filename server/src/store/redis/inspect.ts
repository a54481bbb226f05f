import { Redis } from 'ioredis';
import type { StoreLog } from '../store-log.ts';
import { clockAheadMsOf } from './clock.ts';
import { type Connection, connect } from './connection.ts';
import { readInfo } from './info.ts';
import { META } from './keys.ts';

/** What a server says of itself. */
export interface ServerFacts {
  address: string;
  name: 'Redis' | 'Valkey';
  version: string;
  isMaster: boolean;
  replicas: number;
  isAppendOnly: boolean;
  /** Null when the server does not tell. */
  appendFsync: string | null;
  /** The last write to disk went well. */
  canPersist: boolean;
  evictionPolicy: string;
  usedBytes: number;
  /** 0 without a limit. */
  maxBytes: number;
  /** By how much its clock is ahead of this machine's. */
  clockAheadMs: number;
}

export interface RedisFacts {
  isCluster: boolean;
  /** One, or the masters of a Cluster. */
  servers: ServerFacts[];
  /** Of the data; null in an empty Redis. */
  secretFingerprint: string | null;
}

/** Looks at a Redis or a Cluster and leaves it as it is. Rejects with StoreOpenError when it cannot be reached. */
export async function inspectRedis(url: string, log: StoreLog): Promise<RedisFacts> {
  const connection = await connect(url, log);
  try {
    return {
      isCluster: !(connection instanceof Redis),
      servers: await Promise.all(mastersOf(connection).map(inspectServer)),
      secretFingerprint: await connection.hget(META, 'secret'),
    };
  } finally {
    connection.disconnect();
  }
}

function mastersOf(connection: Connection): Redis[] {
  return connection instanceof Redis ? [connection] : connection.nodes('master');
}

async function inspectServer(redis: Redis): Promise<ServerFacts> {
  const info = readInfo(await redis.info());
  const valkey = info.get('valkey_version');
  const number = (name: string) => Number(info.get(name) ?? 0);
  return {
    address: redis.options.path ?? `${redis.options.host}:${redis.options.port}`,
    name: valkey === undefined ? 'Redis' : 'Valkey',
    version: valkey ?? info.get('redis_version') ?? '',
    isMaster: info.get('role') === 'master',
    replicas: number('connected_slaves'),
    isAppendOnly: info.get('aof_enabled') === '1',
    appendFsync: await readSetting(redis, 'appendfsync'),
    canPersist: info.get('aof_last_write_status') !== 'err' && info.get('rdb_last_bgsave_status') !== 'err',
    evictionPolicy: info.get('maxmemory_policy') ?? '',
    usedBytes: number('used_memory'),
    maxBytes: number('maxmemory'),
    clockAheadMs: await clockAheadMsOf(redis),
  };
}

/** Hosted servers often know no CONFIG. */
async function readSetting(redis: Redis, name: string): Promise<string | null> {
  const answer = (await redis.config('GET', name).catch(() => [])) as string[];
  return answer[1] ?? null;
}
