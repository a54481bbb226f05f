import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createApp } from '../../server/src/app.ts';
import { readConfig } from '../../server/src/config.ts';
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';

/** A whole server in this process: embedded store, real sockets, a port and a folder of its own. */
export interface TestApp {
  url: string;
  /** Shuts the server down gracefully and starts it again on the same port and store. */
  restart(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops and removes the store. */
  close(): Promise<void>;
}

const log = pino({ level: 'error' });
const SECRET = 'a secret that only tests have, long enough';

/** `environment` overrides single variables of the configuration. */
export async function openTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const dir = mkdtempSync(join(tmpdir(), 'pollcast-test-'));
  let running = await startApp({ PORT: '0', ...environment });
  const { port } = running;

  async function startApp(variables: Record<string, string>) {
    const read = readConfig({ HOST: '127.0.0.1', SHUTDOWN_GRACE_MS: '1000', ...variables });
    if ('faults' in read) throw new Error(read.faults.join('\n'));
    const store = await openEmbeddedStore({ dir, secretFingerprint: 'test', log });
    const app = createApp({ store, config: read.config, secret: SECRET, log, pagesDir: 'client/dist' });
    return { app, port: await app.listen() };
  }

  const stop = () => running.app.close();
  async function start(): Promise<void> {
    running = await startApp({ ...environment, PORT: String(port) });
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async restart() {
      await stop();
      await start();
    },
    stop,
    start,
    async close() {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
