import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePort } from './redis-server.ts';
import { until } from './until.ts';

/** A real HAProxy in front of two nodes. */
export interface HaProxy {
  url: string;
  /** Everything logged so far. */
  said(): string;
  /** Idempotent. */
  stop(): Promise<void>;
}

interface ProxyOptions {
  /** Two addresses of nodes. */
  nodes: readonly [string, string];
  /** The project's own configuration by default. */
  config?: string;
}

/** Starts HAProxy on a free port of loopback and resolves when it takes connections. */
export async function startProxy({ nodes, config = 'deploy/haproxy.cfg' }: ProxyOptions): Promise<HaProxy> {
  const port = await freePort();
  const [NODE_1, NODE_2] = nodes.map((node) => new URL(node).host);
  const env = { ...process.env, BIND: `127.0.0.1:${port}`, NODE_1, NODE_2 };
  const haproxy = spawn(process.env.HAPROXY ?? 'haproxy', ['-db', '-f', config], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [haproxy.stdout, haproxy.stderr])
    stream.on('data', (bytes) => {
      said += String(bytes);
    });
  const killWithUs = () => haproxy.kill('SIGKILL');
  process.once('exit', killWithUs);
  haproxy.once('exit', () => process.off('exit', killWithUs));

  await Promise.race([
    until(() => accepts(port)),
    once(haproxy, 'exit').then(() => Promise.reject(new Error(`haproxy ended:\n${said}`))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    stop: () => end(haproxy),
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1', () => resolve(true));
    probe.once('error', () => resolve(false));
    probe.once('connect', () => probe.destroy());
  });
}

async function end(haproxy: ChildProcess): Promise<void> {
  if (haproxy.exitCode !== null || haproxy.signalCode !== null) return;
  const exited = once(haproxy, 'exit');
  haproxy.kill('SIGKILL');
  await exited;
}
