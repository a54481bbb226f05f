import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../server/src/app.ts';
import { readConfig } from '../../server/src/config.ts';
import type { Store } from '../../server/src/domain/store.ts';
import { fingerprint } from '../../server/src/identity/voters.ts';
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';
import { openRedisStore } from '../../server/src/store/redis/open-redis-store.ts';

/** A whole server in this process: real sockets and store, a port and a folder of its own. */
export interface TestApp {
  url: string;
  /** The store behind the server as it runs now, to look past the doors. */
  readonly store: Store;
  /** The embedded store's folder. */
  readonly dir: string;
  /** The Redis of the other store. */
  readonly redisUrl: string | undefined;
  /** Every line the server has logged, oldest first. */
  readonly logged: string[];
  /** Shuts the server down gracefully and starts it again on the same port and store. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops, and removes an embedded store. Idempotent. */
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** Redis instead of the embedded store. */
  redisUrl?: string;
  secret?: string;
  nodeId?: string;
  /** The embedded store's clock, epoch ms. */
  now?: () => number;
  /** What the server logs, for the test alone; otherwise errors, which go to stdout too. */
  logLevel?: string;
}

export type OpenTestApp = (
  environment?: Record<string, string>,
  options?: TestAppOptions,
) => Promise<TestApp>;

const SECRET = 'a secret that only tests have, long enough';

/** `environment` overrides single variables of the configuration. */
export async function openTestApp(
  environment: Record<string, string> = {},
  options: TestAppOptions = {},
): Promise<TestApp> {
  const { redisUrl: url, secret = SECRET, nodeId = 'node-1', now, logLevel = 'error' } = options;
  const logged: string[] = [];
  const log = pino({ level: logLevel }, { write: keep });
  const dir = mkdtempSync(join(tmpdir(), 'pollcast-test-'));
  let isClosed = false;
  let running = await startApp({ PORT: '0', ...environment });
  const { port } = running;

  function keep(line: string): void {
    logged.push(line);
    if (logLevel === 'error') process.stdout.write(line);
  }

  async function startApp(variables: Record<string, string>) {
    const read = readConfig({ HOST: '127.0.0.1', SHUTDOWN_GRACE_MS: '1000', ...variables });
    if ('faults' in read) throw new Error(read.faults.join('\n'));
    const { config } = read;
    const secretFingerprint = fingerprint(secret);
    const store =
      url === undefined
        ? await openEmbeddedStore({ dir, secretFingerprint, log, ...(now !== undefined && { now }) })
        : await openRedisStore({ url, nodeId, secretFingerprint, noticeMs: config.CADENCE_MS, log });
    const app = createApp({ store, config, secret, log, pagesDir: resolve('client/dist/pages'), nodeId });
    return { app, store, port: await app.listen() };
  }

  const stop = () => running.app.close();
  async function start(): Promise<void> {
    running = await startApp({ ...environment, PORT: String(port) });
  }

  return {
    url: `http://127.0.0.1:${port}`,
    dir,
    redisUrl: url,
    logged,
    get store() {
      return running.store;
    },
    async restart() {
      await stop();
      await start();
    },
    stop,
    start,
    async close() {
      if (isClosed) return;
      isClosed = true;
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
