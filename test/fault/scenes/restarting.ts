import { setTimeout as pause } from 'node:timers/promises';
import { createClient, PollcastError } from '@pollcast/client';
import type { OptionId } from '@pollcast/shared';
import { openTcpProxy } from '../../support/tcp-proxy.ts';
import { createRandom } from '../random.ts';
import { startFaultyNode } from '../site/node.ts';
import { startPrivateRedis } from '../site/private-redis.ts';
import { openBallroom } from './ballroom.ts';
import { spread } from './measured.ts';

const RESTARTS = 10;
const BETWEEN_MS = 4_000;
const VOTE_MS = 100;
const SECRET = 'the secret of both nodes of the scene';
const LONGEST_MS = 2_000;

/** Two nodes are restarted in turn by SIGTERM while the SDK's clients vote and watch. */
export async function restartInTurn(clients: number, seed: number): Promise<string[]> {
  const redis = await startPrivateRedis('always');
  const start = () => startFaultyNode({ SECRET, REDIS_URL: `unix:${redis.path}` });
  const nodes = [await start(), await start()];
  const random = createRandom(seed);
  const balancer = await openTcpProxy(() => {
    const up = nodes.flatMap(({ url }) => (url === null ? [] : [Number(new URL(url).port)]));
    return random.pick(up);
  });
  const url = `http://127.0.0.1:${balancer.port}`;
  const room = await openBallroom(nodes[0]!.url!);
  let isOver = false;
  let casts = 0;
  const failed: string[] = [];
  const gapsMs: number[] = [];
  const castMs: number[] = [];

  async function take(index: number): Promise<void> {
    const client = createClient({ url });
    await client.joinRoom(room.code);
    let toldAt = performance.now();
    let longestMs = 0;
    let shown = client.poll(room.id)?.tally?.version;
    const stop = client.onChange(() => {
      const version = client.poll(room.id)?.tally?.version;
      if (version === shown) return;
      shown = version;
      longestMs = Math.max(longestMs, performance.now() - toldAt);
      toldAt = performance.now();
    });
    for (let count = index; !isOver; count += 1) {
      const option = room.options[count % room.options.length] as OptionId;
      const askedAt = performance.now();
      await client.castBallot(room.id, { options: [option] }).then(
        () => {
          casts += 1;
          castMs.push(performance.now() - askedAt);
        },
        (error: unknown) => failed.push(error instanceof PollcastError ? error.code : String(error)),
      );
      await pause(random.whole(1, VOTE_MS * 2));
    }
    stop();
    gapsMs.push(longestMs);
    client.close();
  }

  const taking = Array.from({ length: clients }, (_, index) => take(index));
  const codes: (number | null)[] = [];
  const endMs: number[] = [];
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    await pause(BETWEEN_MS);
    const node = nodes[restart % nodes.length]!;
    const toldAt = performance.now();
    codes.push(await node.terminate());
    endMs.push(performance.now() - toldAt);
    await node.start();
  }
  isOver = true;
  await Promise.all(taking);
  await Promise.all(nodes.map((node) => node.kill()));
  await balancer.close();
  await redis.stop();
  const figures = [
    `casts        ${casts} acked, ${failed.length} failed after the SDK's retries`,
    `exit codes   ${codes.join(' ')}, ${spread(endMs)}`,
    `ballots      answered after ${spread(castMs)}`,
    `longest wait for a tally, of each of ${clients} clients: ${spread(gapsMs)}`,
  ];
  const isGood =
    failed.length === 0 && codes.every((code) => code === 0) && Math.max(...gapsMs) <= LONGEST_MS;
  if (!isGood) throw new Error([...figures, ...new Set(failed)].join('\n'));
  return figures;
}
