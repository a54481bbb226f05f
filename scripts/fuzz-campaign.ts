// npm run fuzz -- [--seed N] [--cases N] [--from N] [--store embedded|redis]
import { parseArgs } from 'node:util';
import { runCampaign } from '../test/fuzz/campaign.ts';
import { startRedis } from '../test/support/redis-server.ts';

const PROGRESS_CASES = 5_000;
/** After it the server has forgotten what nobody asks for. */
const REST_MS = 75_000;
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    cases: { type: 'string', default: '20000' },
    /** With `--cases 1` the one case that a breach names. */
    from: { type: 'string', default: '0' },
    store: { type: 'string', default: 'embedded' },
  },
});
const seed = Number(values.seed);
const cases = Number(values.cases);
const redis = values.store === 'redis' ? await startRedis() : null;
console.log(`seed ${seed}: --seed ${seed} does the same again`);

try {
  const findings = await runCampaign({
    seed,
    cases,
    from: Number(values.from),
    restMs: cases === 1 ? 0 : REST_MS,
    ...(redis !== null && {
      env: { REDIS_URL: redis.url, SECRET: 'a secret that only this run has, long enough' },
    }),
    onCase: (index) => {
      if (index > 0 && index % PROGRESS_CASES === 0) console.log(`${index} cases`);
    },
  });
  console.log(findings);
  process.exitCode = findings.breaches.length === 0 ? 0 : 1;
} finally {
  await redis?.stop();
}
