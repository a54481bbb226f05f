import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openHttpDoor } from '../test/support/http-door.ts';
import { openPollClient } from './load/poll-client.ts';
import { pinned } from './machine/pinning.ts';
import { type Usage, usageOf } from './machine/usage.ts';
import { OPTIONS, POLL_ID } from './servers/baseline.ts';

/** A server that is measured. */
export interface Contestant {
  name: string;
  /** Whether it counts each vote anew, as the tutorials do, or each voter once. */
  counts: 'votes' | 'voters';
  start(needs: Needs): Promise<Running>;
}

export interface Needs {
  redisUrl?: string;
  /** So many rooms with an open poll each; the baselines know one poll. */
  polls?: number;
  env?: Record<string, string>;
  /** Arguments of Node itself. */
  nodeArgs?: string[];
}

export interface Running {
  host: string;
  port: number;
  pid: number;
  polls: { id: string; code: string }[];
  options: string[];
  tallyOf(pollId: string): Promise<{ voters: number; bins: Record<string, number> }>;
  usage(): Usage;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
export const SECRET = 'the bench signs its voters with this';
const READY = /(?:ready |Pollcast is ready: \S+:)(\d+)/;
const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const FROM_SOURCE = ['--import', 'tsx', '--conditions=pollcast-src'];

export const pollcast = pollcastWith('Pollcast', [fileOf('../server/dist/main.js')]);
export const stockEmit = pollcastWith('stock emit', [fileOf('../server/dist/main.js')], {
  DIRECT_FRAMES: 'off',
});
export const oneByOne = pollcastWith('one command a vote', [...FROM_SOURCE, fileOf('servers/one-by-one.ts')]);
export const textbook = baseline('textbook', 'servers/textbook.ts', 'votes');
export const emitPerVote = baseline('emit a vote', 'servers/emit-per-vote.ts', 'voters');
export const bareWs = baseline('bare ws', 'servers/bare-ws.ts', 'voters');

function pollcastWith(name: string, args: string[], variables: Record<string, string> = {}): Contestant {
  return {
    name,
    counts: 'voters',
    async start({ redisUrl, polls: count = 1, env, nodeArgs = [] }) {
      const dir = mkdtempSync(join(tmpdir(), 'pollcast-bench-'));
      const server = await startServer([...nodeArgs, ...args], {
        PORT: '0',
        HOST,
        LIMITS: 'off',
        LOG_LEVEL: 'warn',
        DATA_DIR: dir,
        ...(redisUrl !== undefined && { REDIS_URL: redisUrl, SECRET }),
        ...variables,
        ...env,
      });
      const door = openHttpDoor(`http://${HOST}:${server.port}`);
      const opened = await openPolls(door, count);
      return {
        ...server,
        ...opened,
        async tallyOf(pollId) {
          const { json } = await door.call('poll:get', { id: pollId as never });
          return (json as { tally: { voters: number; bins: Record<string, number> } }).tally;
        },
        async stop() {
          await server.stop();
          rmSync(dir, { recursive: true, force: true });
        },
      };
    },
  };
}

function baseline(name: string, file: string, counts: Contestant['counts']): Contestant {
  return {
    name,
    counts,
    async start({ redisUrl, env }) {
      const server = await startServer([...FROM_SOURCE, fileOf(file)], { REDIS_URL: redisUrl!, ...env });
      return {
        ...server,
        polls: [{ id: POLL_ID, code: '' }],
        options: OPTIONS,
        async tallyOf() {
          const client = await openPollClient({ host: HOST, port: server.port, onLost: () => {} });
          const [{ data }] = JSON.parse(await client.call('poll:watch', { ids: [POLL_ID] }));
          client.close();
          return data;
        },
      };
    },
  };
}

const POLLS_AT_ONCE = 50;

/** Rooms with an open poll of four options each. */
async function openPolls(
  door: ReturnType<typeof openHttpDoor>,
  count: number,
): Promise<Pick<Running, 'polls' | 'options'>> {
  const polls: Running['polls'] = [];
  let options: string[] = [];
  const labels = OPTIONS.map((label) => ({ label }));
  let left = count;
  async function lane(): Promise<void> {
    while (left > 0) {
      left -= 1;
      const { json } = await door.call('room:create', {
        title: 'Bench',
        polls: [{ kind: 'choice', question: 'Which?', options: labels }],
      });
      const { room, moderatorKey } = json as {
        room: { code: string; polls: { id: string }[] };
        moderatorKey: string;
      };
      const { id } = room.polls[0]!;
      const opened = await door.call('poll:open', { id: id as never }, moderatorKey);
      options = (opened.json as { options: { id: string }[] }).options.map((option) => option.id);
      polls.push({ id, code: room.code });
    }
  }
  await Promise.all(Array.from({ length: Math.min(count, POLLS_AT_ONCE) }, lane));
  return { polls, options };
}

async function startServer(args: string[], env: Record<string, string>) {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const exited = once(child, 'exit').then(() => process.off('exit', killWithUs));
  const port = await portSaidBy(child);
  const pid = child.pid!;
  pinned(pid, 'server');
  return {
    host: HOST,
    port,
    pid,
    usage: () => usageOf(pid),
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Resolves with the port on which a child says that it is ready. */
export function portSaidBy(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout!.on('data', (bytes) => {
      said += bytes;
      const [, port] = READY.exec(said) ?? [];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', () => reject(new Error(`ended before it was ready:\n${said}`)));
  });
}
