import { afterAll, beforeAll, describe } from '@jest/globals';
import { type RedisServer, startRedis } from './redis-server.ts';
import { type OpenTestApp, openTestApp } from './test-app.ts';

/** Runs a suite of tests against servers on the embedded store and against servers on a real Redis. */
export function describeOnStores(name: string, body: (open: OpenTestApp) => void): void {
  describe(`${name}, embedded store`, () => body(openTestApp));

  describe(`${name}, Redis`, () => {
    let redis: RedisServer;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.stop());
    body((environment, options) => openTestApp(environment, { ...options, redisUrl: redis.url }));
  });
}
