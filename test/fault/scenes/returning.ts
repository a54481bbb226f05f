import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { choose } from '../../support/poll-samples.ts';
import { createTraffic, type Traffic } from '../people/visitor.ts';
import { type Onlooker, openOnlooker } from '../people/watchers.ts';
import { createRandom, type Random } from '../random.ts';
import { type FaultyNode, startFaultyNode } from '../site/node.ts';
import { type Ballroom, enter, forEachOf, openBallroom } from './ballroom.ts';
import { readServer, spread } from './measured.ts';

const AT_ONCE = 200;
const LOOK_MS = 20;
const GIVE_UP_MS = 150_000;
const PROBE_MS = 100;

/** A node dies with everybody connected to it, starts again, and all come back in the same third of a second. */
export async function returnAll(clients: number, seed: number): Promise<string[]> {
  const dir = await mkdtemp(join(tmpdir(), 'pollcast-scene-'));
  const node = await startFaultyNode({ DATA_DIR: dir });
  const room = await openBallroom(node.url!);
  const traffic = createTraffic();
  const people = await gather({ clients, node, room, random: createRandom(seed), traffic });

  Object.assign(traffic, createTraffic());
  await node.kill();
  const goneAt = performance.now();
  await node.start();
  const upAt = performance.now();
  const probe = startProbe(node.url!);
  const version = await voteIn(room, node.url!);
  const backMs = await awaitAll(people, (each) => (each.known(room.id)?.version ?? 0) >= version, upAt);
  const { slowestMs, failed } = await probe.stop();
  const { loopP99Ms, loopMostMs, sockets, residentMb } = await readServer(node.url!);

  for (const each of people) each.close();
  await node.kill();
  await rm(dir, { recursive: true, force: true });
  const missing = people.length - backMs.length;
  if (missing > 0) throw new Error(`${missing} of ${clients} were not back after ${GIVE_UP_MS} ms`);
  return [
    `clients      ${clients}, ${sockets} sockets in the end`,
    `node         up again after ${Math.round(upAt - goneAt)} ms`,
    `back         at the newest tally ${spread(backMs)} after that`,
    `turned away  ${traffic.turnedAway} times`,
    `event loop   ${Math.round(loopP99Ms)} ms late (p99), ${Math.round(loopMostMs)} ms (most)`,
    `/healthz     slowest ${Math.round(slowestMs)} ms, ${failed} times not 200`,
    `memory       ${Math.round(residentMb)} MB`,
  ];
}

interface Gathering {
  clients: number;
  node: FaultyNode;
  room: Ballroom;
  random: Random;
  traffic: Traffic;
}

function gather({ clients, node, room, random, traffic }: Gathering): Promise<Onlooker[]> {
  return forEachOf(clients, AT_ONCE, async (index) => {
    const onlooker = openOnlooker({
      watcher: { name: `watcher ${index}`, role: 'voter', voter: null },
      code: room.code,
      auth: {},
      addresses: () => (node.url === null ? [] : [node.url]),
      raceOf: () => undefined,
      random: random.fork(),
      traffic,
    });
    while (onlooker.known(room.id) === null) await pause(LOOK_MS);
    return onlooker;
  });
}

/** Votes, so that there is news; returns its version. */
async function voteIn({ id, options }: Ballroom, url: string): Promise<number> {
  const voter = await enter(url);
  const ack = await voter.ask('ballot:cast', { id, answer: choose(options[0] as never) });
  if (!ack?.ok) throw new Error('the ballot was not counted');
  return ack.data.version;
}

/** When each was there, in ms since a time; those who never were are left out. */
async function awaitAll<T>(
  all: readonly T[],
  isThere: (each: T) => boolean,
  sinceAt: number,
): Promise<number[]> {
  const took: number[] = [];
  let missing = all;
  while (missing.length > 0 && performance.now() - sinceAt < GIVE_UP_MS) {
    await pause(LOOK_MS);
    const now = performance.now();
    missing = missing.filter((each) => {
      if (!isThere(each)) return true;
      took.push(now - sinceAt);
      return false;
    });
  }
  return took;
}

/** Asks for the node's health again and again, as a supervisor does. */
function startProbe(url: string) {
  const probe = { slowestMs: 0, failed: 0 };
  let isOver = false;
  async function run(): Promise<typeof probe> {
    while (!isOver) {
      const askedAt = performance.now();
      const answer = await fetch(`${url}/healthz`).catch(() => null);
      if (answer?.status !== 200) probe.failed += 1;
      probe.slowestMs = Math.max(probe.slowestMs, performance.now() - askedAt);
      await pause(PROBE_MS);
    }
    return probe;
  }
  const running = run();
  return {
    stop() {
      isOver = true;
      return running;
    },
  };
}
