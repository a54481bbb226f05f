import { randomUUID } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { type App, createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { openStore } from './open-store.ts';

// The only file that touches the process: environment, streams, signals, exit code.

const PAGES_DIR = fileURLToPath(new URL('../../client/dist/pages', import.meta.url));
/** npm hands a signal on that the terminal has sent to everybody already: within this time two are one. */
const REPEAT_MS = 1_000;
/** What closing takes beyond the grace for clients, before the process ends all the same. */
const CLOSE_MS = 5_000;

function fail(...lines: string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

function stopOnSignals(app: App, graceMs: number, log: Logger): void {
  let stoppingSince: number | undefined;
  const stop = (signal: string) => {
    const at = performance.now();
    if (stoppingSince !== undefined) {
      if (at - stoppingSince > REPEAT_MS) process.exit(1);
      return;
    }
    stoppingSince = at;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.fatal('closing takes too long');
      process.exit(1);
    }, graceMs + CLOSE_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'closing failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function start(): Promise<void> {
  const read = readConfig(process.env);
  if ('faults' in read)
    fail('Pollcast cannot start with this configuration:', ...read.faults.map((fault) => `  ${fault}`));
  const { config } = read;
  const log = createLog(config.LOG_LEVEL);
  const nodeId = randomUUID();
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
  const { store, secret } = await openStore({ config, log, nodeId });
  const metrics = createMetrics();
  metrics.watchProcess();
  const app = createApp({ store, config, secret, log, pagesDir: PAGES_DIR, nodeId, metrics });
  stopOnSignals(app, config.SHUTDOWN_GRACE_MS, log);
  sayReady(config, await app.listen());
}

/** The address to open, and those that phones on the same network reach. */
function sayReady({ PUBLIC_URL, HOST }: Config, port: number): void {
  console.log(`Pollcast is ready: ${PUBLIC_URL ?? `http://localhost:${port}`}`);
  if (PUBLIC_URL !== undefined || HOST !== undefined) return;
  const others = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  for (const { address, family, internal } of others) {
    if (family === 'IPv4' && !internal) console.log(`On this network:   http://${address}:${port}`);
  }
}

start().catch((error: unknown) =>
  fail(`Pollcast cannot start: ${error instanceof Error ? error.message : String(error)}`),
);
