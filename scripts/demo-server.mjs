// A server of the demo's own: a child process with an empty store that is thrown away afterwards.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './run.mjs';

const USUAL_PORT = 3000;
const READY_WITHIN_MS = 15_000;

/** Starts the built server and resolves with its address as soon as it is ready. `exited` resolves with its exit code. */
export async function startServer() {
  const wanted = Number(process.env.PORT || USUAL_PORT);
  // Beside a server that is running already it takes another.
  const port = (await isFree(wanted)) ? wanted : await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'pollcast-demo-'));
  const child = spawn(process.execPath, ['server/dist/main.js'], {
    cwd: root,
    // The whole audience comes from one address, however large it is.
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      REDIS_URL: '',
      LIMITS: 'off',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit').then(([code]) => {
    rmSync(dataDir, { recursive: true, force: true });
    return code;
  });
  const url = `http://localhost:${port}`;
  await Promise.race([
    untilReady(url),
    exited.then((code) => Promise.reject(new Error(`The server ended with ${code}.`))),
  ]);
  return {
    url,
    exited,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function untilReady(url) {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return;
  }
  throw new Error(`The server at ${url} is not ready after ${READY_WITHIN_MS / 1000} s.`);
}

async function isFree(port) {
  const probe = createServer().listen(port);
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  return close(probe);
}

async function freePort() {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const { port } = probe.address();
  await close(probe);
  return port;
}

async function close(probe) {
  probe.close();
  await once(probe, 'close');
  return true;
}
