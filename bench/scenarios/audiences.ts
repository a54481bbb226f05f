import { setTimeout as pause } from 'node:timers/promises';
import { type Arena, type Bench, type Sample, stage, tapToScreen } from '../bench.ts';
import { pollcast, type Running } from '../contestants.ts';
import type { Votes } from '../load/voting.ts';
import { openFilesLimit } from '../machine/describe.ts';

const MANY = 10_000;
const QUICK_MANY = 3_000;
const JOIN_OVER_MS = 5_000;
const IDLE_S = 10;
const ROOMS = 1_000;
const QUICK_ROOMS = 200;
/** Of each room one votes. Twenty thousand sockets and what else a process has open pass the usual limit. */
const SOCKETS_A_ROOM = Math.min(20, Math.floor((openFilesLimit() - 500) / ROOMS));

const manyOf = ({ isQuick }: Bench) => (isQuick ? QUICK_MANY : MANY);

/** Everybody joins a room within five seconds; whoever is told to come again later does. */
export async function join(bench: Bench): Promise<void> {
  const count = manyOf(bench);
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    const sample = await stage({ contestant: pollcast }, (arena) => measureJoin(arena, count));
    bench.record({ scenario: 'join', setting: `${count} in 5 s`, contestant: pollcast.name }, sample);
  }
}

async function measureJoin({ server, load, startClock }: Arena, count: number): Promise<Sample> {
  const stopClock = startClock();
  const { count: joined, ...arrival } = await load.call('open', {
    ...audienceOf(server, count),
    overMs: JOIN_OVER_MS,
  });
  const { seconds, serverMs, loadShare } = await stopClock();
  if (joined !== count) throw new Error(`${joined} of ${count} joined`);
  return {
    joined,
    turnedAway: arrival.turnedAway,
    snapshotP50Ms: arrival.p50Ms,
    snapshotP99Ms: arrival.p99Ms,
    allAfterS: seconds,
    serverUsPerJoin: (serverMs * 1000) / count,
    loadShare,
  };
}

/** A silent audience costs next to nothing. */
export async function idle(bench: Bench): Promise<void> {
  const count = manyOf(bench);
  const seconds = bench.isQuick ? bench.seconds : IDLE_S;
  const setting = `${count} silent watchers`;
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    const sample = await stage({ contestant: pollcast }, async ({ server, load, startClock }) => {
      await load.call('open', audienceOf(server, count));
      // What their coming has set off, presence above all, comes to rest.
      await pause(seconds * 500);
      const stopClock = startClock();
      await pause(seconds * 1000);
      const spent = await stopClock();
      return {
        percentOfACore: spent.serverMs / spent.seconds / 10,
        mib: server.usage().residentBytes / 2 ** 20,
        loadShare: spent.loadShare,
      };
    });
    bench.record({ scenario: 'idle', setting, contestant: pollcast.name }, sample);
  }
}

function audienceOf({ host, port, polls }: Running, count: number) {
  const { id, code } = polls[0]!;
  return { name: 'audience', host, port, polls: [id], codes: [code], count, first: 'join' as const };
}

/** Many small rooms, each with a vote a second. */
export async function rooms(bench: Bench): Promise<void> {
  const count = bench.isQuick ? QUICK_ROOMS : ROOMS;
  const setting = `${count} rooms of ${SOCKETS_A_ROOM}, a vote a second each`;
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    const sample = await stage({ contestant: pollcast, polls: count }, (arena) =>
      measureRooms(arena, { count, seconds: bench.seconds * 2 }),
    );
    bench.record({ scenario: 'rooms', setting, contestant: pollcast.name }, sample);
  }
}

async function measureRooms(
  { server, load, startClock }: Arena,
  { count, seconds }: { count: number; seconds: number },
): Promise<Sample> {
  const { host, port, options, polls } = server;
  const place = { host, port, polls: polls.map(({ id }) => id), first: 'watch' as const };
  await load.call('open', { name: 'watchers', ...place, count: count * (SOCKETS_A_ROOM - 1) });
  await load.call('open', { name: 'voters', ...place, count });
  const stopClock = startClock();
  const [votes, heard] = await Promise.all([
    load.call('vote', { name: 'voters', options, forMs: seconds * 1000, perSecond: count }),
    load.call('listen', { name: 'watchers', forMs: seconds * 1000 }),
  ]);
  const spent = await stopClock();
  await checkRooms(server, votes);
  return {
    votesPerS: votes.acked / votes.seconds,
    ackP99Ms: votes.ack.p99Ms,
    messagesPerS: heard.tallies / heard.seconds,
    ...(await tapToScreen(load, { voters: ['voters'], watchers: ['watchers'] })),
    serverPercent: spent.serverMs / spent.seconds / 10,
    redisUsPerVote: (spent.redisMs * 1000) / votes.acked,
    loadShare: spent.loadShare,
  };
}

/** One voter a room: each poll's tally is one ballot, and all of them are what was acked last. */
async function checkRooms({ polls, tallyOf }: Running, { refused, unanswered }: Votes): Promise<void> {
  if (refused > 0 || unanswered > 0) throw new Error(`${refused} votes refused, ${unanswered} unanswered`);
  for (const { id } of polls) {
    const { voters } = await tallyOf(id);
    if (voters !== 1) throw new Error(`${voters} voters in a room of one`);
  }
}
