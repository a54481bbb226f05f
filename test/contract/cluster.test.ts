import { afterEach, describe, expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import { type Change, type PollRecord, type Store, StoreUnavailable } from '../../server/src/domain/store.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import type { RedisServer } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { describeStore } from './store.suite.ts';
import { cast, openPoll, quietLog, snapshotOf, verdicts, vote } from './store-fixtures.ts';

const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always'];
/** A Cluster notices a loss, elects and tells its clients. */
const FAIL_OVER_MS = 20_000;

const open = (url: string) =>
  openRedisStore({ url, nodeId: 'n1', secretFingerprint: 'f', noticeMs: 50, log: quietLog });

const pollKey = (id: PollId) => `pollcast:{${id}}:poll`;

describeStore('Redis Cluster store', async () => {
  const cluster = await startRedisCluster();
  const { admin } = cluster;
  const store = await open(cluster.url);
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
      await cluster.stop();
    },
  };
});

describe('Redis Cluster in motion', () => {
  let cluster: RedisCluster;
  let store: Store;

  afterEach(async () => {
    await store.close();
    await cluster.stop();
  });

  async function start(options: Parameters<typeof startRedisCluster>[0] = {}): Promise<void> {
    cluster = await startRedisCluster(options);
    store = await open(cluster.url);
  }

  const castOne = (id: PollId, voter: string) => cast(store, id, vote(voter, 1, 'o1'));
  const retried = <T>(act: () => Promise<T>) => until(() => act().catch(nullIfAway), FAIL_OVER_MS);

  /** Voters who vote one after the other and repeat a vote until it is answered, until told to stop. */
  function startVoting(id: PollId) {
    const acked: string[] = [];
    let isOver = false;
    const voting = (async () => {
      for (let index = 0; !isOver; index += 1) {
        await retried(() => castOne(id, `voter-${index}`));
        acked.push(`voter-${index}`);
      }
    })();
    return {
      acked,
      async stop(): Promise<string[]> {
        isOver = true;
        await voting;
        return acked;
      },
    };
  }

  async function openPollOn(master: RedisServer): Promise<PollRecord> {
    for (;;) {
      const { poll } = await retried(() => openPoll(store));
      if ((await cluster.masterOf(pollKey(poll.id))) === master) return poll;
    }
  }

  async function expectExactly(id: PollId, voters: string[]): Promise<void> {
    const { counted, recounted } = (await store.ballots.audit(id))!;
    expect(counted).toEqual({ ...recounted, version: counted.version });
    expect(recounted).toEqual({ voters: voters.length, bins: { o1: voters.length } });
    const repeats = voters.slice(-100).map((voter) => vote(voter, 1, 'o1'));
    expect(new Set(verdicts(await cast(store, id, ...repeats)))).toEqual(new Set(['repeated']));
  }

  it('[R8] loses and doubles nothing while a poll’s slot moves to another master', async () => {
    await start();
    const { poll } = await openPoll(store);
    const [key, owner] = [pollKey(poll.id), await cluster.masterOf(pollKey(poll.id))];
    const voting = startVoting(poll.id);
    await until(() => voting.acked.length > 20);

    const migration = await cluster.startMigration(key);
    const before = voting.acked.length;
    // Half of the poll here, half there: nobody can count now, and nobody does.
    await migration.moveKeys(key);
    await expect(castOne(poll.id, 'early')).rejects.toBeInstanceOf(StoreUnavailable);
    await migration.moveKeys();
    await migration.finish();
    await until(() => voting.acked.length > before + 20);

    const voters = await voting.stop();
    expect(await cluster.masterOf(key)).not.toBe(owner);
    await expectExactly(poll.id, voters);
  });

  it('[R8] is unavailable while a master is gone, and has every acked ballot when it comes back', async () => {
    await start({ args: DURABLE });
    const changes: Change[] = [];
    store.onChange((change) => changes.push(change));
    const { poll } = await openPoll(store);
    const master = await cluster.masterOf(pollKey(poll.id));
    const voting = startVoting(poll.id);
    await until(() => voting.acked.length > 20);

    await master.kill();
    await expect(castOne(poll.id, 'meanwhile')).rejects.toBeInstanceOf(StoreUnavailable);
    await master.restart();
    const before = voting.acked.length;
    await until(() => voting.acked.length > before + 20, FAIL_OVER_MS);

    await expectExactly(poll.id, await voting.stop());
    expect(changes).toContainEqual({ kind: 'reset' });
  });

  it('[R8] [S2] keeps an acked close when a replica takes over, and takes lost ballots again by their retries', async () => {
    await start({ hasReplicas: true });
    const { poll: closed } = await retried(() => openPoll(store));
    const master = await cluster.masterOf(pollKey(closed.id));
    await castOne(closed.id, 'ann');
    await retried(() => store.polls.close(closed.id));
    const final = await snapshotOf(store, closed.id);
    const poll = await openPollOn(master);
    const voting = startVoting(poll.id);
    await until(() => voting.acked.length > 20);

    await master.kill();
    const before = voting.acked.length;
    await until(() => voting.acked.length > before + 20, FAIL_OVER_MS);
    const voters = await voting.stop();

    expect(await snapshotOf(store, closed.id)).toEqual(final);
    for (const voter of voters) await castOne(poll.id, voter);
    await expectExactly(poll.id, voters);
  });

  it('[R8] is found by one of its addresses', async () => {
    await start();
    const other = await open(cluster.masters[2]!.url);
    const polls = await Promise.all(Array.from({ length: 12 }, () => openPoll(other)));
    for (const { poll } of polls) expect((await castOne(poll.id, 'ann')).tally.voters).toBe(1);
    await other.close();
  });
});

function nullIfAway(error: unknown): null {
  if (error instanceof StoreUnavailable) return null;
  throw error;
}
