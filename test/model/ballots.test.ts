import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import fc from 'fast-check';
import { type Cluster, Redis } from 'ioredis';
import type { BallotRequest, Store } from '../../server/src/domain/store.ts';
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';
import { quietLog } from '../contract/store-fixtures.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { createPollModel, type PollModel } from './poll-model.ts';
import { drivePoll, type StoreDriver } from './store-driver.ts';

const RUNS = 250;
const STEPS = 50;
/** Ends a slow machine's run early; what has run until then counts. */
const TIME_LIMIT_MS = 30_000;
const seed = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);

const VOTERS = ['ann', 'ben', 'cleo', 'dan'];

type Round = number | 'now' | 'last' | 'any';
type Command =
  | { do: 'cast'; batch: BallotRequest[]; isOld: boolean }
  | { do: 'open'; hasDuration: boolean; extends: boolean; round: Round }
  | { do: 'close' | 'reset'; round: Round }
  | { do: 'edit'; changeable: boolean; revealed: boolean | null; isDeleted: boolean; retells: boolean }
  | { do: 'deadline' };

const rarely = fc.integer({ min: 0, max: 9 }).map((roll) => roll === 9);
const round = fc.constantFrom<Round>('any', 'any', 'now', 'now', 'last', 99);
// Few voters, few seqs, few answers: repeats, late repeats and equal answers come by themselves.
const ballot: fc.Arbitrary<BallotRequest> = fc.record({
  voterKey: fc.constantFrom(...VOTERS),
  seq: fc.integer({ min: 1, max: 12 }),
  bins: fc.constantFrom({ o1: 1 }, { o2: 1 }, { o1: 1, o3: 1 }, { 'w:a|b': 2 }, null),
});
const cast: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('cast' as const),
  batch: fc.array(ballot, { minLength: 1, maxLength: 6 }),
  isOld: rarely,
});
const open: fc.Arbitrary<Command> = fc.record({
  do: fc.constant('open' as const),
  hasDuration: fc.boolean(),
  extends: fc.boolean(),
  round,
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: cast, weight: 12 },
  { arbitrary: open, weight: 5 },
  { arbitrary: fc.record({ do: fc.constant('close' as const), round }), weight: 2 },
  { arbitrary: fc.record({ do: fc.constant('reset' as const), round }), weight: 1 },
  { arbitrary: fc.constant<Command>({ do: 'deadline' }), weight: 2 },
  {
    arbitrary: fc.record({
      do: fc.constant('edit' as const),
      changeable: fc.boolean(),
      revealed: fc.constantFrom(true, false, null),
      isDeleted: rarely,
      retells: fc.boolean(),
    }),
    weight: 2,
  },
);

/** Gives a command to the model and to a store; both answer in the same words. */
function perform(
  command: Command,
  roundNow: number,
  subject: Pick<StoreDriver, 'open' | 'close' | 'reset' | 'edit' | 'passDeadline'> | PollModel,
) {
  switch (command.do) {
    case 'open':
      return subject.open({ ...command, round: roundOf(command.round, roundNow) });
    case 'close':
      return subject.close(roundOf(command.round, roundNow));
    case 'reset':
      return subject.reset(roundOf(command.round, roundNow));
    case 'edit': {
      const { do: _, ...edit } = command;
      return subject.edit(edit);
    }
    case 'deadline':
      return subject.passDeadline();
    case 'cast':
      throw new Error('versions are told apart by the caller');
    default:
      return command satisfies never;
  }
}

function roundOf(named: Round, roundNow: number): number | undefined {
  if (named === 'any') return undefined;
  if (typeof named === 'number') return named;
  return named === 'now' ? roundNow : roundNow - 1;
}

/** Moves a poll's deadline into the past, where a store's clock cannot be moved. */
function passDeadlineOn(admin: Redis | Cluster) {
  return async (id: PollId): Promise<void> => {
    const key = `pollcast:{${id}}:poll`;
    const [status, closesAt] = await admin.hmget(key, 'status', 'closesAt');
    if (status === 'open' && closesAt) await admin.hset(key, 'closesAt', Date.now() - 1);
  };
}

async function expectAgreement(commands: Command[], drivers: StoreDriver[]): Promise<void> {
  const model = createPollModel(VOTERS);
  let known = model.version();
  let roundNow = 1;
  for (const command of commands) {
    const expected =
      command.do === 'cast'
        ? model.cast(command.batch, known - (command.isOld ? 1 : 0))
        : perform(command, roundNow, model);
    const act = (driver: StoreDriver) =>
      command.do === 'cast' ? driver.cast(command.batch, command.isOld) : perform(command, roundNow, driver);
    for (const answer of await Promise.all(drivers.map(act))) expect(answer).toEqual(expected);
    // Not after a deadline: the next command, too, shall be the first to touch the poll.
    if (command.do === 'deadline') continue;
    const view = model.view();
    for (const seen of await Promise.all(drivers.map((driver) => driver.view()))) expect(seen).toEqual(view);
    known = model.version();
    roundNow = view.round;
  }
}

describe('ballots on every store and on the pure rule', () => {
  let redis: RedisServer;
  let cluster: RedisCluster;
  let admin: Redis;
  let dir: string;
  let stores: { store: Store; passDeadline(id: PollId): Promise<void> }[];

  beforeAll(async () => {
    [redis, cluster] = await Promise.all([startRedis(), startRedisCluster()]);
    admin = new Redis(redis.url);
    dir = await mkdtemp(join(tmpdir(), 'pollcast-model-'));
    let aheadMs = 0;
    const common = { secretFingerprint: 'f', log: quietLog };
    const embedded = await openEmbeddedStore({ ...common, dir, now: () => Date.now() + aheadMs });
    const onRedis = await openRedisStore({ ...common, url: redis.url, nodeId: 'n1', noticeMs: 50 });
    const onCluster = await openRedisStore({ ...common, url: cluster.url, nodeId: 'n1', noticeMs: 50 });
    const passDeadline = async () => {
      aheadMs += 3_600_000;
    };
    stores = [
      { store: embedded, passDeadline },
      { store: onRedis, passDeadline: passDeadlineOn(admin) },
      { store: onCluster, passDeadline: passDeadlineOn(cluster.admin) },
    ];
  });

  afterAll(async () => {
    for (const { store } of stores) await store.close();
    admin.disconnect();
    await Promise.all([redis.stop(), cluster.stop()]);
    await rm(dir, { recursive: true, force: true });
  });

  it(
    `[B1] [B3] [B4] [B5] [B6] [B7] [S1] [S3] [S4] [V2] agree after every command (MODEL_SEED=${seed})`,
    async () => {
      console.log(`MODEL_SEED=${seed}`);
      const property = fc.asyncProperty(
        fc.array(command, { minLength: 5, maxLength: STEPS, size: 'max' }),
        async (commands) => {
          const drivers = await Promise.all(stores.map((each) => drivePoll({ ...each, voterKeys: VOTERS })));
          await expectAgreement(
            [{ do: 'open', hasDuration: false, extends: false, round: 'any' }, ...commands],
            drivers,
          );
          for (const driver of drivers) await driver.erase();
        },
      );
      await fc.assert(property, { seed, numRuns: RUNS, interruptAfterTimeLimit: TIME_LIMIT_MS });
    },
    TIME_LIMIT_MS * 3,
  );
});
