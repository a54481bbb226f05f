import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import { Redis } from 'ioredis';
import type { Change, Store } from '../../server/src/domain/store.ts';
import { StoreUnavailable } from '../../server/src/domain/store.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';
import { StoreOpenError } from '../../server/src/store/store-open-error.ts';
import { freePort, type RedisServer, startRedis } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { describeStore } from './store.suite.ts';
import {
  cast,
  newCode,
  openPoll,
  quietLog,
  roomDraft,
  snapshotOf,
  verdicts,
  vote,
} from './store-fixtures.ts';

const open = (url: string, nodeId = 'n1', secretFingerprint = 'f') =>
  openRedisStore({ url, nodeId, secretFingerprint, noticeMs: 50, log: quietLog });

const pollKey = (id: PollId) => `pollcast:{${id}}:poll`;

describeStore('Redis store', async () => {
  const redis = await startRedis();
  const admin = new Redis(redis.url);
  const store = await open(redis.url);
  return {
    store,
    /** The times of the poll move back instead of the clock forward. */
    async advance(id, ms) {
      for (const field of ['closesAt', 'openedAt', 'countedAt']) {
        const value = await admin.hget(pollKey(id), field);
        if (value) await admin.hset(pollKey(id), field, Number(value) - ms);
      }
    },
    async close() {
      await store.close();
      admin.disconnect();
      await redis.stop();
    },
  };
});

describe('Redis store with others around it', () => {
  let redis: RedisServer;
  let admin: Redis;
  let store: Store;
  const others: Store[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    admin = new Redis(redis.url);
    store = await open(redis.url);
  });
  afterAll(async () => {
    for (const opened of [store, ...others]) await opened.close();
    admin.disconnect();
    await redis.stop();
  });

  async function openOther(): Promise<{ other: Store; heard: Change[] }> {
    const other = await open(redis.url, `n${others.length + 2}`);
    others.push(other);
    const heard: Change[] = [];
    other.onChange((change) => heard.push(change));
    return { other, heard };
  }

  const countersOf = (heard: Change[], id: PollId) =>
    heard.flatMap((change) =>
      change.kind === 'poll' && change.id === id && change.tally ? [change.tally] : [],
    );

  it('[N1] tells every node of rooms, of polls, and of counters in the notice itself', async () => {
    const { other, heard } = await openOther();
    const code = newCode();
    await store.rooms.create(roomDraft(code));
    const { poll } = await openPoll(store);
    const { tally } = await cast(store, poll.id, vote('ann', 1, 'o1', 'o2'));
    await until(() => countersOf(heard, poll.id).length > 0);
    expect(heard).toContainEqual({ kind: 'room', code });
    expect(heard).toContainEqual({ kind: 'poll', id: poll.id });
    expect(countersOf(heard, poll.id)).toEqual([{ ...tally, round: 1 }]);
    expect(await snapshotOf(other, poll.id)).toEqual(await snapshotOf(store, poll.id));
  });

  it('[N1] tells other nodes the first counters at once and then the newest, however many batches there are', async () => {
    const { heard } = await openOther();
    const { poll } = await openPoll(store);
    let last = 0;
    const started = performance.now();
    for (let index = 0; index < 200; index += 1) {
      const { tally } = await cast(store, poll.id, vote(`voter-${index}`, 1, 'o1'));
      last = tally.version;
    }
    const periods = (performance.now() - started) / 50;
    await until(() => countersOf(heard, poll.id).some(({ version }) => version === last));
    const versions = countersOf(heard, poll.id).map(({ version }) => version);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(versions.length).toBeLessThanOrEqual(periods + 3);
  });

  it('[B1] counts ballots of several nodes for one poll once each', async () => {
    const { other } = await openOther();
    const { poll } = await openPoll(store);
    const ballots = Array.from({ length: 100 }, (_, index) =>
      vote(`voter-${index}`, 1, `o${(index % 3) + 1}`),
    );
    const results = await Promise.all([cast(store, poll.id, ...ballots), cast(other, poll.id, ...ballots)]);
    const counted = results.flatMap(verdicts).filter((verdict) => verdict === 'counted');
    expect(counted).toHaveLength(100);
    expect((await snapshotOf(other, poll.id)).tally).toMatchObject({
      voters: 100,
      bins: { o1: 34, o2: 33, o3: 33 },
    });
  });

  it('[R6] says that it may have missed changes when its feed comes back, and hears again', async () => {
    const { heard } = await openOther();
    for (const line of String(await admin.client('LIST')).split('\n')) {
      const [, id, name] = /id=(\d+) .*name=(\S*) /.exec(line) ?? [];
      if (name === 'pollcast-feed') await admin.client('KILL', 'ID', id!);
    }
    await until(() => heard.some(({ kind }) => kind === 'reset'));
    const code = newCode();
    await store.rooms.create(roomDraft(code));
    await until(() => heard.some((change) => change.kind === 'room' && change.code === code));
  });

  it('goes on after its scripts are forgotten', async () => {
    const { poll } = await openPoll(store);
    await admin.script('FLUSH');
    expect((await cast(store, poll.id, vote('ann', 1, 'o1'))).tally.voters).toBe(1);
  });

  it('[R1] is unavailable, not broken, where Redis refuses writes, and has written nothing', async () => {
    const { poll } = await openPoll(store);
    await admin.config('SET', 'maxmemory', 1);
    await expect(cast(store, poll.id, vote('ann', 1, 'o1'))).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(store.check()).rejects.toThrow(/OOM/);
    await admin.config('SET', 'maxmemory', 0);
    expect(await store.ballots.get(poll.id, 'ann')).toBeNull();
    await store.check();
  });

  it('lets a fault through as it is', async () => {
    const { poll } = await openPoll(store);
    await admin.set(`pollcast:{${poll.id}}:ballots`, 'not a hash');
    const fault = await cast(store, poll.id, vote('ann', 1, 'o1')).catch((error: unknown) => error);
    expect(fault).not.toBeInstanceOf(StoreUnavailable);
    expect((fault as Error).message).toContain('WRONGTYPE');
  });

  it('[V1] raises a room from 2^50 without losing a digit', async () => {
    const { room } = await store.rooms.create(roomDraft(newCode()));
    await admin.hset(`pollcast:{${room.code}}:room`, 'version', 2 ** 50);
    expect(await store.rooms.update({ ...room, version: 2 ** 50 })).toMatchObject({ version: 2 ** 50 + 1 });
    expect((await store.rooms.get(room.code))?.version).toBe(2 ** 50 + 1);
  });

  it('forgets people whom a node reported 15 s ago', async () => {
    const code = newCode();
    await store.reportPresence(code, 'gone', 5);
    await admin.hset(`pollcast:{${code}}:presence`, 'gone', `5 ${Date.now() - 15_001}`);
    expect(await store.reportPresence(code, 'here', 2)).toBe(2);
  });

  it('[I5] refuses another secret than the first node’s', async () => {
    await expect(open(redis.url, 'n9', 'another')).rejects.toThrow(/another SECRET/);
  });

  it('refuses data of a newer version', async () => {
    await admin.hset('pollcast:{meta}', 'schema', 2);
    await expect(open(redis.url, 'n9')).rejects.toThrow(/newer Pollcast/);
    await admin.hset('pollcast:{meta}', 'schema', 1);
  });

  it('keeps all keys of a poll, and of a room, under one hash tag', async () => {
    const { poll } = await openPoll(store);
    await cast(store, poll.id, vote('ann', 1, 'o1'));
    for (const key of await admin.keys('*')) {
      expect(key).toMatch(/^pollcast:\{[\w-]+\}/);
    }
  });
});

describe('Redis store without Redis', () => {
  it('says quickly and clearly that it cannot be opened', async () => {
    const refusal = await open(`redis://127.0.0.1:${await freePort()}`).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreOpenError);
    expect((refusal as Error).message).toContain('ECONNREFUSED');
  });

  it('[R1] is unavailable while Redis is away and goes on when it is back', async () => {
    const redis = await startRedis({ args: ['--appendonly', 'yes', '--appendfsync', 'always'] });
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
    await until(() =>
      store.check().then(
        () => true,
        () => false,
      ),
    );
    await until(() => resets.length > 0);
    expect(verdicts(await cast(store, poll.id, vote('ann', 1, 'o1'), vote('ben', 1, 'o1')))).toEqual([
      'repeated',
      'counted',
    ]);
    await store.close();
    await redis.stop();
  });

  it('[R1] settles every call while Redis is frozen', async () => {
    const redis = await startRedis();
    const store = await open(redis.url);
    const { poll } = await openPoll(store);
    redis.signal('SIGSTOP');
    const casting = store.ballots.cast(poll.id, poll.version, [vote('ann', 1, 'o1')]);
    await expect(casting).rejects.toBeInstanceOf(StoreUnavailable);
    redis.signal('SIGCONT');
    await until(() =>
      store.check().then(
        () => true,
        () => false,
      ),
    );
    const [verdict] = verdicts(await cast(store, poll.id, vote('ann', 1, 'o1')));
    expect(['counted', 'repeated']).toContain(verdict);
    expect((await snapshotOf(store, poll.id)).tally.voters).toBe(1);
    await store.close();
    await redis.stop();
  });

  it('[S2] does not acknowledge a close that no replica has confirmed, where there are replicas', async () => {
    const master = await startRedis();
    const replica = await startRedis({ args: ['--replicaof', '127.0.0.1', String(master.port)] });
    const admin = new Redis(master.url);
    await until(async () => String(await admin.info('replication')).includes('state=online'));
    const store = await open(master.url);
    const { poll } = await openPoll(store);
    replica.signal('SIGSTOP');
    await expect(store.polls.close(poll.id)).rejects.toBeInstanceOf(StoreUnavailable);
    replica.signal('SIGCONT');
    const closed = await until(() => store.polls.close(poll.id).catch(() => null));
    expect(closed).toMatchObject({ changed: false, snapshot: { poll: { status: 'closed' } } });
    await store.close();
    admin.disconnect();
    await replica.stop();
    await master.stop();
  });
});
