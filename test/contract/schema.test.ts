import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import {
  MIGRATIONS,
  migrate as migrateFile,
  schemaVersionOf,
} from '../../server/src/store/embedded/schema.ts';
import { closeStoreFile, openStoreFile } from '../../server/src/store/embedded/store-file.ts';
import { createClient } from '../../server/src/store/redis/client.ts';
import { type Migration, migrate as migrateRedis } from '../../server/src/store/redis/schema.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';

describe('the schema of the embedded store', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pollcast-schema-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  const NEXT = `ALTER TABLE rooms ADD COLUMN hall TEXT; UPDATE rooms SET hall = 'big'`;

  /** Opens the file as a Pollcast with these migrations does, and says what it finds. */
  async function openWith(migrations: readonly string[], sql = '') {
    const sqlite = await openStoreFile(dir, (file) => migrateFile(file, migrations));
    sqlite.exec(sql);
    const rooms = sqlite.prepare('SELECT * FROM rooms').all();
    const version = schemaVersionOf(sqlite);
    closeStoreFile(sqlite);
    return { version, rooms };
  }
  const room = { code: 'K7M4RX', document: '{}', createdAt: 1, version: 1 };
  const CREATE_ROOM = `INSERT INTO rooms VALUES ('K7M4RX', '{}', 1, 1)`;

  it('[R10] is brought to the newest version with its data, once', async () => {
    expect(await openWith(MIGRATIONS, CREATE_ROOM)).toEqual({ version: MIGRATIONS.length, rooms: [room] });
    for (const _ of ['first', 'second'])
      expect(await openWith([...MIGRATIONS, NEXT])).toEqual({
        version: MIGRATIONS.length + 1,
        rooms: [{ ...room, hall: 'big' }],
      });
  });

  it('[R10] of a newer Pollcast is refused, and left as it is', async () => {
    await openWith([...MIGRATIONS, NEXT], CREATE_ROOM.replace('1)', `1, 'big')`));
    await expect(openWith(MIGRATIONS)).rejects.toThrow(/newer Pollcast \(schema 2, this one knows 1\)/);
    expect((await openWith([...MIGRATIONS, NEXT])).rooms).toEqual([{ ...room, hall: 'big' }]);
  });

  it('[R10] stays what it was when a step fails', async () => {
    await openWith(MIGRATIONS, CREATE_ROOM);
    await expect(openWith([...MIGRATIONS, NEXT, 'UPDATE nothing SET x = 1'])).rejects.toThrow(/nothing/);
    expect(await openWith(MIGRATIONS)).toEqual({ version: MIGRATIONS.length, rooms: [room] });
  });
});

describe('the schema of the Redis store', () => {
  let server: RedisServer;
  let redis: Redis;
  beforeEach(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
  });
  afterEach(async () => {
    redis.disconnect();
    await server.stop();
  });

  const schema = () => redis.hget('pollcast:{meta}', 'schema');
  const note: (step: string) => Migration = (step) => (client) =>
    client.send((connection) => connection.rpush('pollcast:{steps}', step)).then(() => {});
  const steps = () => redis.lrange('pollcast:{steps}', 0, -1);

  it('[R10] begins at the newest version without any steps', async () => {
    await migrateRedis(createClient(redis), [note('1 → 2')]);
    expect([await schema(), await steps()]).toEqual(['2', []]);
  });

  it('[R10] is brought to the newest version step by step, and is not taken back by a node that comes late', async () => {
    const client = createClient(redis);
    await migrateRedis(client, []);
    const late: Migration = async (slow) => {
      await note('late 1 → 2')(slow);
      await migrateRedis(slow, [note('1 → 2'), note('2 → 3')]);
    };
    await migrateRedis(client, [late, note('late 2 → 3')]);
    expect([await schema(), await steps()]).toEqual(['3', ['late 1 → 2', '1 → 2', '2 → 3']]);
  });

  it('[R10] stays at the last step that was done, and goes on from there', async () => {
    const client = createClient(redis);
    await migrateRedis(client, []);
    const broken: Migration = () => Promise.reject(new Error('broken'));
    await expect(migrateRedis(client, [note('1 → 2'), broken])).rejects.toThrow('broken');
    expect(await schema()).toBe('2');
    await migrateRedis(client, [note('1 → 2'), note('2 → 3')]);
    expect([await schema(), await steps()]).toEqual(['3', ['1 → 2', '2 → 3']]);
  });

  it('[R10] of a newer Pollcast is refused', async () => {
    await migrateRedis(createClient(redis), [note('1 → 2')]);
    await expect(migrateRedis(createClient(redis), [])).rejects.toThrow(
      /newer Pollcast \(schema 2, this one knows 1\)/,
    );
  });
});
