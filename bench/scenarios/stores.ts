import { type Bench, type Sample, stage } from '../bench.ts';
import { type Contestant, pollcast } from '../contestants.ts';
import { measureIngest } from './ingest.ts';

const VOTERS = 500;

interface Durability {
  name: string;
  redis: string[] | null;
}

const AOF = ['--appendonly', 'yes', '--appendfsync'];
const STORES: Durability[] = [
  { name: 'Redis without a log', redis: [] },
  { name: 'Redis everysec', redis: [...AOF, 'everysec'] },
  { name: 'Redis always', redis: [...AOF, 'always'] },
  { name: 'embedded', redis: null },
];

/** What durability costs: the same votes into each store. */
export async function stores(bench: Bench): Promise<void> {
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    for (const { name, redis } of STORES) {
      const sample = await stage({ contestant: pollcast, redis }, (arena) =>
        measureIngest({ arena, contestant: pollcast, watchers: 0, voters: VOTERS, seconds: bench.seconds }),
      );
      bench.record({ scenario: 'stores', setting: `${VOTERS} voters`, contestant: name }, sample);
    }
  }
}

const STEADY = 8_000;
const STEADY_VOTERS = 2_000;
const STEADY_WATCHERS = 1_000;

/** Votes at a steady rate, whoever waits or not. */
export async function steady(bench: Bench): Promise<void> {
  const contestants: Contestant[] = [pollcast];
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    for (const contestant of contestants) {
      const sample: Sample = await stage({ contestant }, (arena) =>
        measureIngest({
          arena,
          contestant,
          watchers: STEADY_WATCHERS,
          voters: STEADY_VOTERS,
          seconds: bench.seconds,
          perSecond: STEADY,
        }),
      );
      const setting = `${STEADY} votes/s, ${STEADY_WATCHERS} watchers`;
      bench.record({ scenario: 'steady', setting, contestant: contestant.name }, sample);
    }
  }
}
