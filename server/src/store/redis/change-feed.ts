import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { StoreLog } from '../store-log.ts';
import { addressesOf, backoffMs, CONNECTION_OPTIONS } from './connection-options.ts';
import { CHANGES } from './keys.ts';

interface FeedOptions {
  url: string;
  log: StoreLog;
  onNotice(text: string): void;
  /** Notices may have been lost: the feed was away and is back. */
  onGap(): void;
}

export interface ChangeFeed {
  /** Resolves when the feed is heard for the first time. */
  heard: Promise<void>;
  close(): void;
}

const PING_MS = 1000;
const CONNECTION_NAME = 'pollcast-feed';

/** Follows the change feed on a connection of its own, and on a new one whenever that ends, until closed. */
export function followChanges({ url, log, onNotice, onGap }: FeedOptions): ChangeFeed {
  const closing = new AbortController();
  const addresses = addressesOf(url);
  let markHeard: (() => void) | null = null;
  const heard = new Promise<void>((resolve) => {
    markHeard = resolve;
  });
  let attempt = 0;

  async function hear(): Promise<void> {
    // Whatever node of a Cluster: a plain PUBLISH reaches them all.
    const redis = openFeed(addresses[attempt % addresses.length]!, log);
    const stop = () => redis.disconnect();
    closing.signal.addEventListener('abort', stop);
    try {
      await listen(redis, onNotice);
      attempt = 0;
      if (markHeard === null) onGap();
      else markHeard();
      markHeard = null;
      await untilEnded(redis);
    } finally {
      closing.signal.removeEventListener('abort', stop);
      if (redis.status !== 'end') redis.disconnect();
    }
  }

  async function follow(): Promise<void> {
    while (!closing.signal.aborted) {
      await hear().catch((error: Error) => log.warn({ err: error }, 'change feed cannot be heard'));
      attempt += 1;
      await delay(backoffMs(attempt), undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  void follow();
  return { heard, close: () => closing.abort() };
}

function openFeed(address: string, log: StoreLog): Redis {
  const options = { ...CONNECTION_OPTIONS, connectionName: CONNECTION_NAME, retryStrategy: null };
  const redis = new Redis(address, options);
  redis.on('error', (error) => log.warn({ err: error }, 'change feed failed'));
  return redis;
}

async function listen(redis: Redis, onNotice: (text: string) => void): Promise<void> {
  redis.on('message', (_channel, text) => onNotice(text));
  await redis.connect();
  await redis.subscribe(CHANGES);
}

async function untilEnded(redis: Redis): Promise<void> {
  const pings = setInterval(() => void redis.ping().catch(() => {}), PING_MS);
  // Not `once` of node:events, which an error before the end would end.
  await new Promise<void>((resolve) => redis.once('end', () => resolve()));
  clearInterval(pings);
}
