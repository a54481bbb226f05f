import { setTimeout as pause } from 'node:timers/promises';
import { type RedisServer, startRedis } from '../test/support/redis-server.ts';
import type { Contestant, Needs, Running } from './contestants.ts';
import { type Load, startLoad } from './load/load.ts';
import type { Votes } from './load/voting.ts';
import { pinned } from './machine/pinning.ts';
import { type Usage, usageOf } from './machine/usage.ts';

/** What one run of one contestant showed; units stand in the names. */
export type Sample = Record<string, number>;

/** The samples of one contestant in one setting of a scenario, in the order in which they were taken. */
export interface Result {
  scenario: string;
  setting: string;
  contestant: string;
  samples: Sample[];
}

/** One contestant under load. */
export interface Arena {
  server: Running;
  load: Load;
  /** Absent on the embedded store. */
  redis: RedisServer | null;
  /** CPU of server, Redis and load from here on. */
  startClock(): () => Promise<Spent>;
}

/** In ms of CPU, but for `seconds` of wall clock. */
export interface Spent {
  seconds: number;
  serverMs: number;
  redisMs: number;
  /** The load's share of a core, 0 to 1: near 1 it was the load that was measured. */
  loadShare: number;
}

export interface Bench {
  /** How often everything is measured, contestants taking turns. */
  repetitions: number;
  /** For how long each time, in seconds. */
  seconds: number;
  isQuick: boolean;
  record(where: { scenario: string; setting: string; contestant: string }, sample: Sample): void;
  say(line: string): void;
  /** Adds a part of its own, in Markdown, behind the tables. */
  append(markdown: string): void;
}

interface Staging extends Needs {
  contestant: Contestant;
  /** Arguments of redis-server; null runs on the embedded store. */
  redis?: string[] | null;
}

/** Starts a contestant with its own Redis and load, has it measured, and ends all of it. */
export async function stage<T>(
  { contestant, redis: args = [], ...needs }: Staging,
  measure: (arena: Arena) => Promise<T>,
): Promise<T> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const redis = args === null ? null : await startRedis({ args });
    if (redis !== null) {
      closers.push(redis.stop);
      pinned(redis.pid, 'redis');
    }
    const load = await startLoad();
    closers.push(load.stop);
    const server = await contestant.start({ ...needs, ...(redis !== null && { redisUrl: redis.url }) });
    closers.push(server.stop);
    return await measure({ server, load, redis, startClock: () => startClock({ server, load, redis }) });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

function startClock({ server, load, redis }: Omit<Arena, 'startClock'>): () => Promise<Spent> {
  const read = (): Usage[] => [
    server.usage(),
    redis === null ? { cpuMs: 0, residentBytes: 0 } : usageOf(redis.pid),
    usageOf(load.pid),
  ];
  const startedAt = performance.now();
  const before = read();
  return async () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const [serverMs, redisMs, loadMs] = read().map(({ cpuMs }, index) => cpuMs - before[index]!.cpuMs);
    return { seconds, serverMs: serverMs!, redisMs: redisMs!, loadShare: loadMs! / 1000 / seconds };
  };
}

/** From votes to the screens, where the answers to votes say what tally to look for; the baselines' do not. */
export async function tapToScreen(
  load: Load,
  groups: { voters: string[]; watchers: string[] },
): Promise<Sample> {
  const taps = await load.call('tapToScreen', groups);
  return taps.count === 0 ? {} : { tapToScreenP50Ms: taps.p50Ms, tapToScreenP99Ms: taps.p99Ms };
}

const LAST_TALLY_MS = 10_000;
const LOOK_MS = 20;

/**
 * Before any figure: what is stored is what was acked, nobody counts twice, and the last tally that watchers get says
 * the same. Throws where it is not so.
 */
export async function checkCounts(
  { name, counts }: Contestant,
  { server, load }: Pick<Arena, 'server' | 'load'>,
  { votes, isWatched }: { votes: Votes; isWatched: boolean },
): Promise<void> {
  const { acked, refused, unanswered, bins } = votes;
  if (refused > 0 || unanswered > 0)
    throw new Error(`${name}: ${refused} votes refused, ${unanswered} unanswered`);
  const tally = await server.tallyOf(server.polls[0]!.id);
  const expected = counts === 'votes' ? acked : sumOf(bins);
  const isExact = counts === 'votes' || isSame(tally.bins, bins);
  if (sumOf(tally.bins) !== expected || tally.voters !== expected || !isExact)
    throw new Error(
      `${name}: stored ${JSON.stringify(tally)}, acked ${acked}, expected ${JSON.stringify(bins)}`,
    );
  if (isWatched) await checkLastTally(name, load, tally.bins);
}

async function checkLastTally(name: string, load: Load, bins: Record<string, number>): Promise<void> {
  const givenUpAt = performance.now() + LAST_TALLY_MS;
  for (;;) {
    const last = await load.call('lastTally', { name: 'watchers' });
    if (last !== null && isSame(last.bins, bins)) return;
    if (performance.now() > givenUpAt)
      throw new Error(`${name}: watchers are left with ${JSON.stringify(last)}`);
    await pause(LOOK_MS);
  }
}

const sumOf = (bins: Record<string, number>) => Object.values(bins).reduce((sum, count) => sum + count, 0);

function isSame(bins: Record<string, number>, others: Record<string, number>): boolean {
  return Object.entries(others).every(([bin, count]) => bins[bin] === count);
}
