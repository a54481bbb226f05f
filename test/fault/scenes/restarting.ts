import { setTimeout as pause } from 'node:timers/promises';
import { createClient, PollcastError } from '@pollcast/client';
import type { OptionId } from '@pollcast/shared';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { createRandom, type Random } from '../random.ts';
import { type FaultyNode, startFaultyNode } from '../site/node.ts';
import { startPrivateRedis } from '../site/private-redis.ts';
import { type Ballroom, openBallroom } from './ballroom.ts';
import { spread } from './measured.ts';

const RESTARTS = 10;
const BETWEEN_MS = 4_000;
const VOTE_MS = 100;
const SECRET = 'the secret of both nodes of the scene';
/** What a watcher may notice of a restart. */
const LONGEST_MS = 2_000;

/** Two nodes are restarted in turn by SIGTERM while the SDK's clients vote and watch. */
export async function restartInTurn(clients: number, seed: number): Promise<string[]> {
  const redis = await startPrivateRedis('always');
  const start = () => startFaultyNode({ SECRET, REDIS_URL: `unix:${redis.path}` });
  const nodes = [await start(), await start()];
  const random = createRandom(seed);
  const balancer = await openTcpProxy(() => random.pick(portsOf(nodes)));
  const url = `http://127.0.0.1:${balancer.port}`;
  const room = await openBallroom(nodes[0]!.url!);
  const dancers = Array.from({ length: clients }, () => startDancer({ url, room, random: random.fork() }));
  const ends = await restartAll(nodes);
  const seen = await Promise.all(dancers.map((dancer) => dancer.stop()));
  await Promise.all(nodes.map((node) => node.kill()));
  await balancer.close();
  await redis.stop();
  return report(seen, ends);
}

function portsOf(nodes: readonly FaultyNode[]): number[] {
  return nodes.flatMap(({ url }) => (url === null ? [] : [Number(new URL(url).port)]));
}

interface End {
  code: number | null;
  tookMs: number;
}

async function restartAll(nodes: readonly FaultyNode[]): Promise<End[]> {
  const ends: End[] = [];
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    await pause(BETWEEN_MS);
    const node = nodes[restart % nodes.length]!;
    const toldAt = performance.now();
    const code = await node.terminate();
    ends.push({ code, tookMs: performance.now() - toldAt });
    await node.start();
  }
  return ends;
}

/** What one client went through. */
interface Seen {
  castMs: number[];
  failed: string[];
  /** The longest time without a new tally. */
  longestMs: number;
}

/** Somebody who votes again and again, and notes how long nothing new was shown. */
function startDancer({ url, room, random }: { url: string; room: Ballroom; random: Random }) {
  const client = createClient({ url });
  const seen: Seen = { castMs: [], failed: [], longestMs: 0 };
  const versionShown = () => client.poll(room.id)?.tally?.version;
  let isOver = false;

  function watch(): () => void {
    let [shown, sinceAt] = [versionShown(), performance.now()];
    return client.onChange(() => {
      if (versionShown() === shown) return;
      seen.longestMs = Math.max(seen.longestMs, performance.now() - sinceAt);
      [shown, sinceAt] = [versionShown(), performance.now()];
    });
  }

  async function dance(): Promise<Seen> {
    await client.joinRoom(room.code);
    const stopWatching = watch();
    while (!isOver) {
      await cast();
      await pause(random.whole(1, VOTE_MS * 2));
    }
    stopWatching();
    client.close();
    return seen;
  }

  async function cast(): Promise<void> {
    const askedAt = performance.now();
    try {
      await client.castBallot(room.id, { options: [random.pick(room.options) as OptionId] });
      seen.castMs.push(performance.now() - askedAt);
    } catch (error) {
      seen.failed.push(error instanceof PollcastError ? error.code : String(error));
    }
  }

  const dancing = dance();
  return {
    stop() {
      isOver = true;
      return dancing;
    },
  };
}

function report(seen: readonly Seen[], ends: readonly End[]): string[] {
  const castMs = seen.flatMap((each) => each.castMs);
  const failed = seen.flatMap((each) => each.failed);
  const longestMs = seen.map((each) => each.longestMs);
  const figures = [
    `casts        ${castMs.length} acked after ${spread(castMs)}`,
    `failed       ${failed.length} after the SDK's retries ${[...new Set(failed)].join(' ')}`,
    `exit codes   ${ends.map(({ code }) => code).join(' ')}, after ${spread(ends.map(({ tookMs }) => tookMs))}`,
    `no tally for ${spread(longestMs)}, the longest of each client`,
  ];
  const isGood =
    failed.length === 0 && ends.every(({ code }) => code === 0) && Math.max(...longestMs) <= LONGEST_MS;
  if (!isGood) throw new Error(figures.join('\n'));
  return figures;
}
