import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tally } from '@pollcast/shared';
import { choose } from '../../support/poll-samples.ts';
import { startFaultyNode } from '../site/node.ts';
import { enter, forEachOf, openBallroom } from './ballroom.ts';
import { kernelBytes, type Reading, readServer, spread } from './measured.ts';

const READERS = 100;
const VOTERS = 20;
const AT_ONCE = 100;
const BASE_MS = 15_000;
const STALL_MS = 60_000;
const SECOND_MS = 1_000;
/** Twenty tallies a second, and a ballot for each. */
const CADENCE_MS = 50;

/** Some stop reading for a minute while tallies go on: what they cost the server, and the others. */
export async function stopReading(clients: number): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'pollcast-scene-'));
  const node = await startFaultyNode({ DATA_DIR: dir, CADENCE_MS: String(CADENCE_MS) });
  const url = node.url!;
  const room = await openBallroom(url);
  let delaysMs: number[] = [];
  let told = 0;
  const listen = (event: string, payload: unknown) => {
    if (event !== 'poll:tally') return;
    told += 1;
    delaysMs.push(Date.now() - (payload as Tally).version);
  };
  const joinBallroom = async (onPush?: typeof listen) => {
    const line = await enter(url, {}, onPush);
    await line.ask('room:join', { code: room.code });
    return line;
  };
  const readers = await forEachOf(READERS, AT_ONCE, () => joinBallroom(listen));
  const silent = await forEachOf(clients, AT_ONCE, () => joinBallroom());
  const voting = startVoting(url, room);

  async function watchFor(ms: number) {
    delaysMs = [];
    told = 0;
    const readings: (Reading & { kernelMb: number })[] = [];
    await readServer(url);
    for (let second = 0; second < ms / SECOND_MS; second += 1) {
      await pause(SECOND_MS);
      const kernelMb = kernelBytes(Number(new URL(url).port)) / 2 ** 20;
      readings.push({ ...(await readServer(url)), kernelMb });
    }
    const most = (of: (reading: (typeof readings)[number]) => number) => Math.max(...readings.map(of));
    const connected = readings.findIndex(({ sockets }) => sockets <= READERS + VOTERS);
    return {
      delays: spread(delaysMs),
      perSecond: (told / READERS / (ms / SECOND_MS)).toFixed(1),
      residentMb: most(({ residentMb }) => residentMb),
      heapMb: most(({ heapMb }) => heapMb),
      kernelMb: most(({ kernelMb }) => kernelMb),
      loopP99Ms: most(({ loopP99Ms }) => loopP99Ms),
      goneAfterS: connected === -1 ? null : connected + 1,
    };
  }

  const base = await watchFor(BASE_MS);
  for (const line of silent) line.pause();
  const stalled = await watchFor(STALL_MS);
  const refused = await voting.stop();
  for (const line of [...readers, ...silent]) line.terminate();
  await node.kill();
  await rm(dir, { recursive: true, force: true });
  if (refused > 0) throw new Error(`${refused} ballots were refused`);
  const line = ({ residentMb, heapMb, kernelMb, perSecond, delays, loopP99Ms }: typeof base) =>
    `${residentMb.toFixed(1)} MB resident, ${heapMb.toFixed(1)} MB heap, ${kernelMb.toFixed(1)} MB in the kernel; ` +
    `${READERS} others: ${perSecond} tallies/s, ${delays} late; event loop p99 ${Math.round(loopP99Ms)} ms`;
  const gone = stalled.goneAfterS === null ? 'never' : `after ${stalled.goneAfterS} s`;
  return [
    `all read     ${line(base)}`,
    `${clients} do not  ${line(stalled)}`,
    `each         ${(((stalled.residentMb - base.residentMb) * 1024) / clients).toFixed(1)} KB of the process at most`,
    `gone         ${gone}`,
  ];
}

/** Ballots that change all the while, each of another voter. Resolves to how many were not counted. */
function startVoting(url: string, { id, options }: Awaited<ReturnType<typeof openBallroom>>) {
  let isOver = false;
  async function vote(index: number): Promise<number> {
    const line = await enter(url);
    let refused = 0;
    for (let count = index; !isOver; count += 1) {
      const reply = await line.ask('ballot:cast', {
        id,
        answer: choose(options[count % options.length] as never),
      });
      if (!reply?.ok) refused += 1;
      await pause(CADENCE_MS * 2);
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
