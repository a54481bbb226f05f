import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Finding } from '../../server/src/admin/doctor/finding.ts';
import { judgeOpenFiles } from '../../server/src/admin/doctor/host.ts';
import { judgeRedis } from '../../server/src/admin/doctor/redis.ts';
import { runAdmin } from '../../server/src/admin/run-admin.ts';
import { fingerprint } from '../../server/src/identity/voters.ts';
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';
import { loadOrCreateSecret } from '../../server/src/store/embedded/secret.ts';
import type { RedisFacts, ServerFacts } from '../../server/src/store/redis/inspect.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';
import { quietLog } from '../contract/store-fixtures.ts';
import { startRedisCluster } from '../support/redis-cluster.ts';
import { freePort, startRedis } from '../support/redis-server.ts';

const SECRET = 'a secret of the operator, long enough for all';
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];

const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

interface Examination {
  code: number;
  findings: Finding[];
  levelOf(subject: string): string | undefined;
}

async function examine(environment: Record<string, string>): Promise<Examination> {
  const { code, out } = await runAdmin(['doctor', '--json'], environment);
  const findings = JSON.parse(out) as Finding[];
  return { code, findings, levelOf: (subject) => findings.find((each) => each.subject === subject)?.level };
}

describe('the doctor on Redis', () => {
  async function startServer(...args: string[]) {
    const redis = await startRedis({ args });
    ended.push(redis.stop);
    return { url: redis.url, environment: { REDIS_URL: redis.url, SECRET } };
  }

  test('[R9] finds a durable Redis well, and leaves it without a key', async () => {
    const { url, environment } = await startServer(...DURABLE);
    const { code, findings } = await examine(environment);
    expect(findings.filter(({ level }) => level === 'fail')).toEqual([]);
    expect(code).toBe(0);
    const raw = new Redis(url);
    expect(await raw.keys('*')).toEqual([]);
    raw.disconnect();
  });

  test('[R9] fails a Redis that forgets, and says what to change', async () => {
    const { environment } = await startServer('--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru');
    const { code, levelOf } = await examine(environment);
    expect(code).toBe(1);
    expect([levelOf('persistence'), levelOf('eviction')]).toEqual(['fail', 'fail']);
    const { out } = await runAdmin(['doctor'], environment);
    expect(out).toMatch(/^fail +persistence .*appendonly yes, appendfsync always$/m);
    expect(out).toMatch(/^fail +eviction .*maxmemory-policy noeviction$/m);
  });

  test('[R9] [I5] fails a SECRET that is not that of the data', async () => {
    const { url, environment } = await startServer(...DURABLE);
    const common = { url, nodeId: 'n1', noticeMs: 50, log: quietLog };
    await (await openRedisStore({ ...common, secretFingerprint: fingerprint(SECRET) })).close();
    expect((await examine(environment)).levelOf('secret')).toBe('ok');
    const other = { ...environment, SECRET: 'another secret, which is long enough too' };
    expect(await examine(other)).toMatchObject({ code: 1 });
    expect((await examine(other)).levelOf('secret')).toBe('fail');
  });

  test('[R9] [R8] looks at each master of a Cluster', async () => {
    const cluster = await startRedisCluster({ args: DURABLE });
    ended.push(cluster.stop);
    const { code, levelOf } = await examine({ REDIS_URL: cluster.url, SECRET });
    expect(code).toBe(0);
    for (const { port } of cluster.masters) expect(levelOf(`persistence 127.0.0.1:${port}`)).toBe('ok');
  });

  test('[R9] says so when there is nobody to look at', async () => {
    const REDIS_URL = `redis://127.0.0.1:${await freePort()}`;
    const { code, levelOf } = await examine({ REDIS_URL, SECRET });
    expect([code, levelOf('store')]).toEqual([1, 'fail']);
  });
});

describe('the doctor on the embedded store', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'pollcast-doctor-'));
    ended.push(() => rm(dir, { recursive: true, force: true }));
  });

  const openStore = async () =>
    openEmbeddedStore({
      dir,
      secretFingerprint: fingerprint(await loadOrCreateSecret(dir)),
      log: quietLog,
    });

  test('[R9] finds a new folder and one with data well', async () => {
    expect((await examine({ DATA_DIR: join(dir, 'new') })).code).toBe(0);
    await (await openStore()).close();
    const { code, levelOf } = await examine({ DATA_DIR: dir });
    expect([code, levelOf('data'), levelOf('secret')]).toEqual([0, 'ok', 'ok']);
  });

  test('[R9] fails another secret and damaged data, and warns of a secret that others may read', async () => {
    await (await openStore()).close();
    await chmod(join(dir, 'secret'), 0o644);
    expect((await examine({ DATA_DIR: dir })).levelOf('secret')).toBe('warn');
    expect((await examine({ DATA_DIR: dir, SECRET })).levelOf('secret')).toBe('fail');
    await writeFile(join(dir, 'pollcast.db'), 'no database at all, but long enough for one'.repeat(100));
    const { code, levelOf } = await examine({ DATA_DIR: dir });
    expect([code, levelOf('data')]).toEqual([1, 'fail']);
  });
});

describe('the doctor judges', () => {
  const well: ServerFacts = {
    address: '127.0.0.1:6379',
    name: 'Redis',
    version: '7.0.15',
    isMaster: true,
    replicas: 0,
    isAppendOnly: true,
    appendFsync: 'always',
    canPersist: true,
    evictionPolicy: 'noeviction',
    usedBytes: 1e6,
    maxBytes: 0,
    clockAheadMs: 3,
  };

  function levelOf(changes: Partial<ServerFacts>, subject: string): string {
    const facts: RedisFacts = {
      isCluster: false,
      secretFingerprint: null,
      servers: [{ ...well, ...changes }],
    };
    return judgeRedis(facts, SECRET).find((finding) => finding.subject === subject)!.level;
  }

  test.each<[Partial<ServerFacts>, string, string]>([
    [{ version: '6.2.14' }, 'version', 'fail'],
    [{ name: 'Valkey', version: '8.0.1' }, 'version', 'ok'],
    [{ isMaster: false }, 'role', 'fail'],
    [{ replicas: 2 }, 'role', 'ok'],
    [{ appendFsync: 'everysec' }, 'persistence', 'warn'],
    [{ appendFsync: null }, 'persistence', 'warn'],
    [{ isAppendOnly: false }, 'persistence', 'fail'],
    [{ canPersist: false }, 'persistence', 'fail'],
    [{ evictionPolicy: 'allkeys-lru' }, 'eviction', 'warn'],
    [{ evictionPolicy: 'allkeys-lru', maxBytes: 1e9 }, 'eviction', 'fail'],
    [{ usedBytes: 9e8, maxBytes: 1e9 }, 'memory', 'warn'],
    [{ usedBytes: 7e8, maxBytes: 1e9 }, 'memory', 'ok'],
    [{ clockAheadMs: -1500 }, 'clock', 'warn'],
  ])('[R9] %j: %s is %s', (changes, subject, level) => {
    expect(levelOf(changes, subject)).toBe(level);
    expect(levelOf({}, subject)).toBe('ok');
  });

  test.each([
    [1024, 'warn'],
    [65_536, 'ok'],
    [Number.POSITIVE_INFINITY, 'ok'],
  ])('[R9] %d open files: %s', (limit, level) => {
    expect(judgeOpenFiles(limit).level).toBe(level);
  });
});
