import { setTimeout as pause } from 'node:timers/promises';
import { type Bench, checkCounts, type Sample, stage, tapToScreen } from '../bench.ts';
import { buildC, type CProgram } from '../c-programs.ts';
import { bareWs, type Contestant, pollcast, stockEmit } from '../contestants.ts';
import { startLoad } from '../load/load.ts';
import { usageOf } from '../machine/usage.ts';

const SCENARIO = 'fanout';
/** The most fits under the usual limit of 20,000 open files. */
const ALL = 19_000;
const AUDIENCES = [1000, 10_000, ALL];
const QUICK_AUDIENCES = [5000];
const VOTERS = 20;
const VOTES_PER_S = 200;
const HARD_VOTERS = 500;
const HARD_VOTES_PER_S = 1000;
/** What the plain ones are asked to send: about what Pollcast sends by itself to as many. */
const PLAIN_CADENCE_MS: Record<number, number> = { 1000: 50, 5000: 250, 10000: 500 };
const FRAME_BYTES = 190;

/** Watchers of one poll while votes come in. */
export async function fanout(bench: Bench): Promise<void> {
  const wire = buildC('wire');
  if (wire === null) bench.say('No C compiler: the wire is left out.');
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    for (const watchers of bench.isQuick ? QUICK_AUDIENCES : AUDIENCES) {
      const record = (contestant: string, sample: Sample) =>
        bench.record({ scenario: SCENARIO, setting: `${watchers} watchers`, contestant }, sample);
      const contestants = watchers === ALL ? [pollcast] : [pollcast, stockEmit, bareWs];
      for (const contestant of contestants)
        record(contestant.name, await measureFanout(contestant, { watchers, seconds: bench.seconds }));
      if (wire !== null && watchers !== ALL)
        record('the wire', await measureWire(wire, { watchers, seconds: bench.seconds }));
    }
  }
}

interface Audience {
  watchers: number;
  seconds: number;
}

function measureFanout(contestant: Contestant, { watchers, seconds }: Audience): Promise<Sample> {
  const isHard = watchers === ALL;
  const cadence = PLAIN_CADENCE_MS[watchers];
  const env: Record<string, string> =
    contestant === bareWs && cadence !== undefined ? { CADENCE_MS: String(cadence) } : {};
  return stage({ contestant, env }, async ({ server, load, startClock }) => {
    const { host, port, options } = server;
    const place = { host, port, polls: server.polls.map(({ id }) => id) };
    const voters = { name: 'voters', count: isHard ? HARD_VOTERS : VOTERS, first: 'silent' as const };
    const empty = server.usage();
    const arrivalsAt = performance.now();
    await load.call('open', { name: 'watchers', ...place, count: watchers, first: 'watch' });
    const arrivalsS = (performance.now() - arrivalsAt) / 1000;
    const full = server.usage();
    await load.call('open', { ...voters, ...place });

    const stopClock = startClock();
    const perSecond = isHard ? HARD_VOTES_PER_S : VOTES_PER_S;
    const [votes, heard] = await Promise.all([
      load.call('vote', { name: 'voters', options, forMs: seconds * 1000, perSecond }),
      load.call('listen', { name: 'watchers', forMs: seconds * 1000 }),
    ]);
    const spent = await stopClock();
    await checkCounts(contestant, { server, load }, { votes, isWatched: true });
    return {
      messagesPerS: heard.tallies / heard.seconds,
      usPerMessage: (spent.serverMs * 1000) / heard.tallies,
      leastTalliesPerS: heard.least / heard.seconds,
      ackP99Ms: votes.ack.p99Ms,
      ...(await tapToScreen(load, { voters: ['voters'], watchers: ['watchers'] })),
      kibPerConnection: (full.residentBytes - empty.residentBytes) / 1024 / watchers,
      arrivalsPerS: watchers / arrivalsS,
      usPerArrival: ((full.cpuMs - empty.cpuMs) * 1000) / watchers,
      loadShare: spent.loadShare,
    };
  });
}

async function measureWire(wire: CProgram, { watchers, seconds }: Audience): Promise<Sample> {
  const intervalMs = PLAIN_CADENCE_MS[watchers]!;
  const frames = Math.ceil((seconds * 1000) / intervalMs);
  const { host, port, ended } = await wire.start(watchers, frames, intervalMs, FRAME_BYTES);
  const load = await startLoad();
  try {
    await load.call('openRaw', { host, port, count: watchers });
    const startedAt = performance.now();
    const before = usageOf(load.pid).cpuMs;
    const said = await ended;
    const loadShare = (usageOf(load.pid).cpuMs - before) / (performance.now() - startedAt);
    await pause(100);
    const arrived = await load.call('countRaw', null);
    if (arrived !== watchers * frames)
      throw new Error(`the wire: ${arrived} of ${watchers * frames} frames arrived`);
    const [, , busyUs] = /done (\d+) (\d+)/.exec(said)!;
    return {
      messagesPerS: (watchers * 1000) / intervalMs,
      usPerMessage: Number(busyUs) / arrived,
      loadShare,
    };
  } finally {
    await load.stop();
  }
}
