import { afterAll, beforeAll, describe } from '@jest/globals';
import { startRedisCluster } from './redis-cluster.ts';
import { startRedis } from './redis-server.ts';
import { type OpenTestApp, openTestApp } from './test-app.ts';

type Body = (open: OpenTestApp) => void;

/** Runs a suite of tests against servers on the embedded store and against servers on a real Redis. */
export function describeOnStores(name: string, body: Body): void {
  describe(`${name}, embedded store`, () => body(openTestApp));
  describeOnRedis(`${name}, Redis`, startRedis, body);
}

/** The same, and against servers on a real Redis Cluster. */
export function describeOnAllStores(name: string, body: Body): void {
  describeOnStores(name, body);
  describeOnRedis(`${name}, Redis Cluster`, startRedisCluster, body);
}

interface Running {
  url: string;
  stop(): Promise<void>;
}

function describeOnRedis(name: string, start: () => Promise<Running>, body: Body): void {
  describe(name, () => {
    let redis: Running;
    beforeAll(async () => {
      redis = await start();
    });
    afterAll(() => redis.stop());
    body((environment, options) => openTestApp(environment, { ...options, redisUrl: redis.url }));
  });
}
