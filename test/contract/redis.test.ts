import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import { Redis } from 'ioredis';
import type { Change, Store } from '../../server/src/domain/store.ts';
import { StoreUnavailable } from '../../server/src/domain/store.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
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
    expect(countersOf(heard, poll.id)).toEqual([{ ...tally, round: 1, pollVersion: poll.version }]);
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

  it('[R10] refuses data of a newer version', async () => {
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
