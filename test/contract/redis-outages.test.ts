import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import type { Change, Store } from '../../server/src/domain/store.ts';
import { StoreUnavailable } from '../../server/src/domain/store.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';
import { StoreOpenError } from '../../server/src/store/store-open-error.ts';
import { freePort, type RedisServer, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { cast, openPoll, quietLog, snapshotOf, verdicts, vote } from './store-fixtures.ts';

const started: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of started.splice(0).reverse()) await each.stop();
});

async function start(...args: string[]): Promise<RedisServer> {
  const redis = await startRedis({ args });
  started.push(redis);
  return redis;
}

async function open(url: string): Promise<Store> {
  const store = await openRedisStore({
    url,
    nodeId: 'n1',
    secretFingerprint: 'f',
    noticeMs: 50,
    log: quietLog,
  });
  started.push({ stop: () => store.close() });
  return store;
}

function isBack(store: Store): Promise<boolean> {
  return store.check().then(
    () => true,
    () => false,
  );
}

describe('Redis store without Redis', () => {
  it('says quickly and clearly that it cannot be opened', async () => {
    const refusal = await open(`redis://127.0.0.1:${await freePort()}`).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreOpenError);
    expect((refusal as Error).message).toContain('ECONNREFUSED');
  });

  it('[R1] is unavailable while Redis is away and goes on when it is back', async () => {
    const redis = await start('--appendonly', 'yes', '--appendfsync', 'always');
    const store = await open(redis.url);
    const resets: Change[] = [];
    store.onChange((change) => change.kind === 'reset' && resets.push(change));
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    await redis.kill();
    await expect(store.ballots.cast(poll.id, poll.version, [vote('ben', 1, 'o1')])).rejects.toBeInstanceOf(
      StoreUnavailable,
    );
    await redis.restart();
    await until(() => isBack(store));
    await until(() => resets.length > 0);
    expect(verdicts(await cast(store, poll.id, vote('ann', 1, 'o1'), vote('ben', 1, 'o1')))).toEqual([
      'repeated',
      'counted',
    ]);
  });

  it('[R1] settles every call while Redis is frozen', async () => {
    const redis = await start();
    const store = await open(redis.url);
    const { poll } = await openPoll(store);
    redis.signal('SIGSTOP');
    const casting = store.ballots.cast(poll.id, poll.version, [vote('ann', 1, 'o1')]);
    await expect(casting).rejects.toBeInstanceOf(StoreUnavailable);
    redis.signal('SIGCONT');
    await until(() => isBack(store));
    const [verdict] = verdicts(await cast(store, poll.id, vote('ann', 1, 'o1')));
    expect(['counted', 'repeated']).toContain(verdict);
    expect((await snapshotOf(store, poll.id)).tally.voters).toBe(1);
  });

  it('[S2] does not acknowledge a close that no replica has confirmed, where there are replicas', async () => {
    const master = await start();
    const replica = await start('--replicaof', '127.0.0.1', String(master.port));
    const admin = new Redis(master.url);
    started.push({ stop: async () => admin.disconnect() });
    await until(async () => String(await admin.info('replication')).includes('state=online'));
    const store = await open(master.url);
    // A replica that has just come may be slow to answer.
    const { poll } = await until(() => openPoll(store).catch(() => null));
    replica.signal('SIGSTOP');
    await expect(store.polls.close(poll.id)).rejects.toBeInstanceOf(StoreUnavailable);
    replica.signal('SIGCONT');
    const closed = await until(() => store.polls.close(poll.id).catch(() => null));
    expect(closed).toMatchObject({ changed: false, snapshot: { poll: { status: 'closed' } } });
  });
});
