import { setTimeout as pause } from 'node:timers/promises';
import type { PrivateRedis } from './private-redis.ts';
import { between, type Fault } from './site.ts';

/** What can happen to a Redis; `current` says which, where replicas take over. */
export function redisFaultsOf(current: () => PrivateRedis): Readonly<Record<string, Fault>> {
  return {
    async 'Redis frozen'(random) {
      const redis = current();
      redis.freeze();
      await pause(between(random, 200, 3_000));
      redis.thaw();
    },
    async 'Redis full'(random) {
      const { admin } = current();
      await admin.config('SET', 'maxmemory', '1');
      await pause(between(random, 200, 1_000));
      await admin.config('SET', 'maxmemory', '0');
    },
    async 'scripts forgotten'() {
      await current().admin.script('FLUSH');
    },
  };
}

export const killRedis =
  (redis: PrivateRedis): Fault =>
  async (random) => {
    await redis.kill();
    await pause(between(random, 0, 500));
    await redis.restart();
  };

/** A master told to follow one that does not exist keeps its data and takes no writes. */
export const makeReadOnly =
  (redis: PrivateRedis): Fault =>
  async (random) => {
    await redis.admin.replicaof('127.0.0.1', 1);
    await pause(between(random, 200, 1_500));
    await redis.admin.replicaof('NO', 'ONE');
  };
