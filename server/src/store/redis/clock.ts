import type { Redis } from 'ioredis';

/** By how much a server's clock is ahead of this process's, in ms. */
export async function clockAheadMsOf(redis: Redis): Promise<number> {
  const askedAt = Date.now();
  const [seconds, microseconds] = (await redis.time()).map(Number) as [number, number];
  const between = (askedAt + Date.now()) / 2;
  return Math.round(seconds * 1000 + microseconds / 1000 - between);
}
