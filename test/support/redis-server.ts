import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface RedisServer {
  url: string;
  port: number;
  pid: number;
  dir: string;
  /** Ends the process and removes its folder. Idempotent. */
  stop(): Promise<void>;
  /** kill -9; the folder stays until `stop`. */
  kill(): Promise<void>;
  /** Freezes and thaws the process. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts it again on the same port and folder after `kill`. */
  restart(): Promise<void>;
}

interface RedisOptions {
  /** More arguments, which win over the defaults: no persistence, loopback only. */
  args?: string[];
  port?: number;
}

/** Starts a private redis-server in a temporary folder. */
export async function startRedis({ args = [], port }: RedisOptions = {}): Promise<RedisServer> {
  const dir = await mkdtemp(join(tmpdir(), 'pollcast-redis-'));
  const chosenPort = port ?? (await freePort());
  const defaults = [
    '--port',
    String(chosenPort),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  let server = await run([...defaults, ...args]);
  let isStopped = false;

  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(signal);
    await exited;
  };

  return {
    url: `redis://127.0.0.1:${chosenPort}`,
    port: chosenPort,
    get pid() {
      return server.pid!;
    },
    dir,
    async stop() {
      if (isStopped) return;
      isStopped = true;
      await end('SIGKILL');
      await rm(dir, { recursive: true, force: true });
    },
    kill: () => end('SIGKILL'),
    signal: (signal) => void server.kill(signal),
    async restart() {
      await end('SIGKILL');
      server = await run([...defaults, ...args]);
    },
  };
}

/** Resolves when the server takes commands; rejects with what it said when it ends instead. */
async function run(args: string[]): Promise<ChildProcess> {
  const server = spawn(process.env.REDIS_SERVER ?? 'redis-server', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // A test run that dies must not leave its servers behind.
  const killWithUs = () => server.kill('SIGKILL');
  process.once('exit', killWithUs);
  server.once('exit', () => process.off('exit', killWithUs));

  const said: string[] = [];
  const lines = createInterface({ input: server.stdout! });
  const ready = new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      if (/ready to accept connections/i.test(line)) resolve();
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`redis-server ended:\n${said.join('\n')}`)));
  });
  await ready;
  return server;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
