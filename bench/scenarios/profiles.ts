import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Arena, type Bench, stage } from '../bench.ts';
import { pollcast } from '../contestants.ts';
import { costsOf, monotonicUs, profileIn } from '../cpu-profile.ts';

const VOTERS = 200;
const WATCHERS = 10_000;
const QUICK_WATCHERS = 2_000;
const VOTES_PER_S = 200;
const WARM_UP_MS = 2_000;
const MIN_MS = 3_000;
const SAMPLE_US = 200;

/** What is looked at: who comes, and what they have the server do. */
interface Course {
  title: string;
  unit: string;
  open(arena: Arena): Promise<void>;
  /** Resolves with how many units it were. */
  run(arena: Arena, forMs: number): Promise<number>;
}

/** Where the server's time goes, as shares of it. */
export async function profiles(bench: Bench): Promise<void> {
  const forMs = Math.max(MIN_MS, bench.seconds * 1000);
  for (const course of [voting, watching(bench.isQuick ? QUICK_WATCHERS : WATCHERS)]) {
    bench.say(`profile of ${course.title}`);
    bench.append(`### profile of ${course.title}\n\n${await profiled(course, forMs)}\n`);
  }
}

const voting: Course = {
  title: `a vote, ${VOTERS} voters, nobody watching`,
  unit: 'vote',
  open: (arena) => arrive(arena, 'voters', VOTERS),
  async run({ server, load }, forMs) {
    const { acked } = await load.call('vote', { name: 'voters', options: server.options, forMs });
    return acked;
  },
};

const watching = (watchers: number): Course => ({
  title: `a tally to ${watchers.toLocaleString('en')} watchers`,
  unit: 'message',
  async open(arena) {
    await arrive(arena, 'watchers', watchers);
    await arrive(arena, 'voters', VOTERS);
  },
  async run({ server, load }, forMs) {
    const { options } = server;
    const [, { tallies }] = await Promise.all([
      load.call('vote', { name: 'voters', options, forMs, perSecond: VOTES_PER_S }),
      load.call('listen', { name: 'watchers', forMs }),
    ]);
    return tallies;
  },
});

async function arrive({ server, load }: Arena, name: 'voters' | 'watchers', count: number): Promise<void> {
  const { host, port } = server;
  const polls = server.polls.map(({ id }) => id);
  await load.call('open', { name, host, port, polls, count, first: name === 'voters' ? 'silent' : 'watch' });
}

/** Has the server write a profile, and makes a table of the part of it in which everything is warm. */
async function profiled({ unit, open, run }: Course, forMs: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'pollcast-profile-'));
  const nodeArgs = ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-interval=${SAMPLE_US}`];
  const env = { SHUTDOWN_GRACE_MS: '1000' };
  try {
    return await stage({ contestant: pollcast, nodeArgs, env }, async (arena) => {
      await open(arena);
      await run(arena, WARM_UP_MS);
      const from = monotonicUs();
      const stopClock = arena.startClock();
      const count = await run(arena, forMs);
      const { serverMs } = await stopClock();
      const span = { from, to: monotonicUs() };
      process.kill(arena.server.pid, 'SIGTERM');
      const usPerUnit = (serverMs * 1000) / count;
      const table = costsOf(await profileIn(folder), span, { unit, usPerUnit });
      return `${count.toLocaleString('en')} ${unit}s at ${usPerUnit.toFixed(1)} µs of CPU each, the profiler's own among them.\n\n${table}`;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
