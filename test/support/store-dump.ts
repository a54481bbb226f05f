import { join } from 'node:path';
import { Redis } from 'ioredis';
import { openSqlite } from '../../server/src/store/embedded/sqlite.ts';
import type { TestApp } from './test-app.ts';

/**
 * Everything that a server's store holds, one record a line, ballots as `ballot <voterKey> …`. Stops the server: nobody
 * else may have an embedded store open.
 */
export async function dumpOf(app: TestApp): Promise<string> {
  await app.stop();
  const records = app.redisUrl === undefined ? await dumpSqlite(app.dir) : await dumpRedis(app.redisUrl);
  return records.join('\n');
}

async function dumpSqlite(dir: string): Promise<string[]> {
  const sqlite = await openSqlite(join(dir, 'pollcast.db'));
  const tables = sqlite.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as {
    name: string;
  }[];
  const records = tables.flatMap(({ name }) =>
    (sqlite.prepare(`SELECT * FROM ${name}`).all() as { voterKey?: string }[]).map((row) =>
      row.voterKey === undefined
        ? `${name} ${JSON.stringify(row)}`
        : `ballot ${row.voterKey} ${JSON.stringify(row)}`,
    ),
  );
  sqlite.close();
  return records;
}

async function dumpRedis(url: string): Promise<string[]> {
  const redis = new Redis(url);
  const records: string[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    if (type === 'string') records.push(`${key} ${String(await redis.get(key))}`);
    else if (type === 'zset')
      records.push(`${key} ${(await redis.zrange(key, '0', '-1', 'WITHSCORES')).join(' ')}`);
    else if (type === 'list') records.push(`${key} ${(await redis.lrange(key, 0, -1)).join(' ')}`);
    else if (type === 'hash') {
      const what = key.endsWith(':ballots') ? 'ballot' : key;
      const fields = Object.entries(await redis.hgetall(key));
      records.push(...fields.map(([field, value]) => `${what} ${field} ${value} ${key}`));
    } else throw new Error(`${key} is a ${type}`);
  }
  redis.disconnect();
  return records;
}
