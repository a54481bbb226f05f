// npm run faults -- --seed N --minutes M [--store …] [--fsync …] [--voters N] [--gap BALLOTS]: docs/RELIABILITY.md.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { printViolation, shortest } from './checker.ts';
import { printFigures } from './figures.ts';
import type { HallPlan } from './people/gather.ts';
import { runFaults, STORES, type StoreName } from './run.ts';
import type { FsyncSetting } from './site/private-redis.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    minutes: { type: 'string', default: '1' },
    store: { type: 'string', default: 'redis' },
    fsync: { type: 'string', default: 'always' },
    voters: { type: 'string', default: '200' },
    gap: { type: 'string', default: '3000' },
  },
});
const seed = numberOf('seed');
const minutes = numberOf('minutes');
const voters = numberOf('voters');
const store = oneOf('store', STORES, values.store);
const fsync = oneOf('fsync', ['always', 'everysec'] as const, values.fsync);

if (fsync !== 'always' && store !== 'redis') fail('--fsync everysec is for --store redis.');

const HALLS: readonly HallPlan[] = [
  { name: 'red', voters, sdkVoters: 0, polls: 10, durationMs: null },
  { name: 'blue', voters, sdkVoters: 0, polls: 10, durationMs: null },
  { name: 'timed', voters: 40, sdkVoters: 6, polls: 3, durationMs: 12_000 },
];
const PROGRESS_MS = 30_000;

// Its servers go with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    console.error(`ended by ${signal}`);
    process.exit(1);
  });
await run(store, fsync);

async function run(store: StoreName, fsync: FsyncSetting): Promise<void> {
  const disk = store === 'embedded' ? '' : `, appendfsync ${fsync}`;
  console.log(`seed ${seed}, ${minutes} min, ${store}${disk}, 2 × ${voters} voters`);
  const endsAt = performance.now() + minutes * 60_000;
  const loop = monitorEventLoopDelay();
  loop.enable();
  let progressAt = performance.now() + PROGRESS_MS;
  const { figures, elapsedMs, violations, misdeeds } = await runFaults({
    seed,
    store,
    fsync,
    halls: HALLS,
    gapBallots: numberOf('gap'),
    isEnough(soFar) {
      if (performance.now() > progressAt) {
        console.log(`… ${soFar.ballots} ballots, ${soFar.rounds} rounds`);
        progressAt = performance.now() + PROGRESS_MS;
      }
      return performance.now() > endsAt;
    },
  });
  console.log(printFigures(figures, elapsedMs));
  console.log(
    `this process ${milliseconds(loop.percentile(99))} ms late (p99), ${milliseconds(loop.max)} ms (most)`,
  );
  for (const misdeed of misdeeds) console.log(`BROKEN: ${misdeed}`);
  const worst = shortest(violations);
  console.log(`violations   ${violations.length}`);
  if (worst !== null) console.log(printViolation(worst));
  process.exit(violations.length + misdeeds.length === 0 ? 0 : 1);
}

function milliseconds(nanoseconds: number): number {
  return Math.round(nanoseconds / 1e6);
}

function oneOf<T extends string>(name: string, known: readonly T[], value: string): T {
  const found = known.find((each) => each === value);
  if (found !== undefined) return found;
  return fail(`--${name} is one of ${known.join(', ')}.`);
}

function numberOf(name: 'seed' | 'minutes' | 'voters' | 'gap'): number {
  const value = Number(values[name]);
  return value > 0 ? value : fail(`--${name} is a number above 0.`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}
