import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, stage } from '../bench.ts';
import { pollcast, type Running } from '../contestants.ts';
import type { Votes } from '../load/voting.ts';

const MANY = 10_000;
const QUICK_MANY = 3_000;
const JOIN_OVER_MS = 5_000;
const IDLE_S = 10;
const ROOMS = 1_000;
const QUICK_ROOMS = 200;
/** Of each room one votes; a twenty-first socket a room would pass the usual limit of 20,000 open files. */
const WATCHERS_A_ROOM = 18;

const manyOf = ({ isQuick }: Bench) => (isQuick ? QUICK_MANY : MANY);

/** Everybody joins a room within five seconds. */
export async function join(bench: Bench): Promise<void> {
  const count = manyOf(bench);
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    const sample = await stage({ contestant: pollcast }, async ({ server, load, startClock }) => {
      const { host, port, polls } = server;
      const codes = polls.map(({ code }) => code);
      const stopClock = startClock();
      const opening = {
        name: 'joiners',
        host,
        port,
        polls: [polls[0]!.id],
        codes,
        count,
        first: 'join' as const,
      };
      const joined = await load.call('open', { ...opening, overMs: JOIN_OVER_MS });
      const { seconds, serverMs, loadShare } = await stopClock();
      return {
        joined: joined.count,
        snapshotP50Ms: joined.p50Ms,
        snapshotP99Ms: joined.p99Ms,
        allAfterS: seconds,
        serverUsPerJoin: (serverMs * 1000) / count,
        loadShare,
      };
    });
    bench.record({ scenario: 'join', setting: `${count} in 5 s`, contestant: pollcast.name }, sample);
  }
}

/** A silent audience costs next to nothing. */
export async function idle(bench: Bench): Promise<void> {
  const count = manyOf(bench);
  const seconds = bench.isQuick ? bench.seconds * 2 : IDLE_S;
  const sample = await stage({ contestant: pollcast }, async ({ server, load, startClock }) => {
    const { host, port, polls } = server;
    const place = { host, port, polls: [polls[0]!.id], codes: [polls[0]!.code] };
    await load.call('open', { name: 'audience', ...place, count, first: 'join' });
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
  bench.record({ scenario: 'idle', setting: `${count} silent watchers`, contestant: pollcast.name }, sample);
}

/** Many small rooms, each with a vote a second. */
export async function rooms(bench: Bench): Promise<void> {
  const count = bench.isQuick ? QUICK_ROOMS : ROOMS;
  const sample = await stage({ contestant: pollcast, polls: count }, async ({ server, load, startClock }) => {
    const { host, port, options, polls } = server;
    const place = { host, port, polls: polls.map(({ id }) => id) };
    await load.call('open', {
      name: 'watchers',
      ...place,
      count: count * (WATCHERS_A_ROOM - 1),
      first: 'watch',
    });
    await load.call('open', { name: 'voters', ...place, count, first: 'watch' });
    const forMs = bench.seconds * 2_000;
    const stopClock = startClock();
    const [votes, heard] = await Promise.all([
      load.call('vote', { name: 'voters', options, forMs, perSecond: count }),
      load.call('listen', { name: 'watchers', forMs }),
    ]);
    const spent = await stopClock();
    await checkRooms(server, votes);
    return {
      votesPerS: votes.acked / votes.seconds,
      ackP99Ms: votes.ack.p99Ms,
      messagesPerS: heard.tallies / heard.seconds,
      tallyLagP99Ms: heard.lag.p99Ms,
      serverPercent: spent.serverMs / spent.seconds / 10,
      redisUsPerVote: (spent.redisMs * 1000) / votes.acked,
      loadShare: spent.loadShare,
    };
  });
  const setting = `${count} rooms of ${WATCHERS_A_ROOM}, a vote a second each`;
  bench.record({ scenario: 'rooms', setting, contestant: pollcast.name }, sample);
}

/** One voter a room: each poll's tally is one ballot, and all of them are what was acked last. */
async function checkRooms({ polls, tallyOf }: Running, { refused, unanswered }: Votes): Promise<void> {
  if (refused > 0 || unanswered > 0) throw new Error(`${refused} votes refused, ${unanswered} unanswered`);
  for (const { id } of polls) {
    const { voters } = await tallyOf(id);
    if (voters !== 1) throw new Error(`${voters} voters in a room of one`);
  }
}
