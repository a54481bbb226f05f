import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tally } from '@pollcast/shared';
import type { PlainLine } from '../../support/plain-line.ts';
import { choose } from '../../support/poll-samples.ts';
import { startFaultyNode } from '../site/node.ts';
import { type Ballroom, enter, forEachOf, openBallroom } from './ballroom.ts';
import { kernelBytes, type Reading, readServer, spread } from './measured.ts';

const READERS = 100;
const VOTERS = 20;
const AT_ONCE = 100;
const BASE_MS = 15_000;
const STALL_MS = 60_000;
const SECOND_MS = 1_000;
/** Twenty tallies a second, and ballots for each. */
const CADENCE_MS = 50;
const EACH_MS = 2 * CADENCE_MS;

/** Some stop reading for a minute while tallies go on: what they cost the server, and the others. */
export async function stopReading(clients: number): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'pollcast-scene-'));
  const node = await startFaultyNode({ DATA_DIR: dir, CADENCE_MS: String(CADENCE_MS) });
  const url = node.url!;
  const room = await openBallroom(url);
  const delaysMs: number[] = [];
  const readers = await gather(READERS, url, room, (tally) => delaysMs.push(Date.now() - tally.version));
  const silent = await gather(clients, url, room, () => {});
  const voting = startVoting(url, room);

  const base = await observe(url, delaysMs, BASE_MS);
  for (const line of silent) line.pause();
  const stalled = await observe(url, delaysMs, STALL_MS);
  const refused = await voting.stop();
  for (const line of [...readers, ...silent]) line.terminate();
  await node.kill();
  await rm(dir, { recursive: true, force: true });
  if (refused > 0) throw new Error(`${refused} ballots were refused`);
  const eachKb = ((stalled.residentMb - base.residentMb) * 1024) / clients;
  return [
    `all read     ${base.says}`,
    `${clients} do not   ${stalled.says}`,
    `each         ${eachKb.toFixed(1)} KB of the process at most`,
    `gone         ${stalled.goneAfterS === null ? 'never' : `after ${stalled.goneAfterS} s`}`,
  ];
}

function gather(
  count: number,
  url: string,
  room: Ballroom,
  onTally: (tally: Tally) => void,
): Promise<PlainLine[]> {
  const onPush = (event: string, payload: unknown) => {
    if (event === 'poll:tally') onTally(payload as Tally);
  };
  return forEachOf(count, AT_ONCE, async () => {
    const line = await enter(url, {}, onPush);
    await line.ask('room:join', { code: room.code });
    return line;
  });
}

type Look = Reading & { kernelMb: number };

/** Looks at the server each second for some time; says the most of each, and how the readers fared. */
async function observe(url: string, delaysMs: number[], ms: number) {
  delaysMs.length = 0;
  const looks: Look[] = [];
  await readServer(url);
  const sinceAt = performance.now();
  while (performance.now() - sinceAt < ms) {
    await pause(SECOND_MS);
    const kernelMb = kernelBytes(Number(new URL(url).port)) / 2 ** 20;
    looks.push({ ...(await readServer(url)), kernelMb });
  }
  const tookS = (performance.now() - sinceAt) / SECOND_MS;
  const most = (name: keyof Look) => Math.max(...looks.map((look) => look[name]));
  const perSecond = delaysMs.length / READERS / tookS;
  const gone = looks.findIndex(({ sockets }) => sockets <= READERS + VOTERS);
  return {
    residentMb: most('residentMb'),
    goneAfterS: gone === -1 ? null : Math.round(((gone + 1) * tookS) / looks.length),
    says:
      `${most('residentMb').toFixed(1)} MB resident, ${most('heapMb').toFixed(1)} MB heap, ` +
      `${most('kernelMb').toFixed(1)} MB in the kernel; ${READERS} others: ${perSecond.toFixed(1)} tallies/s, ` +
      `${spread(delaysMs)} old; event loop p99 ${Math.round(most('loopP99Ms'))} ms in the worst second`,
  };
}

/** Ballots that change all the while, one voter after the other. Resolves to how many were not counted. */
function startVoting(url: string, { id, options }: Ballroom) {
  const begunAt = performance.now();
  let isOver = false;
  async function vote(index: number): Promise<number> {
    const line = await enter(url);
    let refused = 0;
    let nextAt = begunAt + (EACH_MS * index) / VOTERS;
    for (let count = index; !isOver; count += 1) {
      await pause(Math.max(0, nextAt - performance.now()));
      nextAt += EACH_MS;
      const answer = choose(options[count % options.length] as never);
      const reply = await line.ask('ballot:cast', { id, answer });
      if (!reply?.ok) refused += 1;
    }
    line.close();
    return refused;
  }
  const votes = Array.from({ length: VOTERS }, (_, index) => vote(index));
  return {
    async stop() {
      isOver = true;
      return (await Promise.all(votes)).reduce((sum, each) => sum + each, 0);
    },
  };
}
