// Pollcast itself without its queue's gain: every ballot is a command of its own to Redis.
import { createApp } from '../../server/src/app.ts';
import { readConfig } from '../../server/src/config.ts';
import type { BallotStore, CastResult } from '../../server/src/domain/store.ts';
import { createLog } from '../../server/src/log.ts';
import { openStore } from '../../server/src/open-store.ts';
import { sayReady } from './baseline.ts';

const read = readConfig(process.env);
if ('faults' in read) throw new Error(read.faults.join('\n'));
const { config } = read;
const log = createLog('warn');
const { store, secret } = await openStore({ config, log });
const cast: BallotStore['cast'] = async (id, version, batch) => {
  const results = await Promise.all(batch.map((ballot) => store.ballots.cast(id, version, [ballot])));
  return results.reduce(
    (all, each): CastResult =>
      all.stale || each.stale ? { stale: true } : { ...each, outcomes: [...all.outcomes, ...each.outcomes] },
  );
};
const app = createApp({
  store: { ...store, ballots: { ...store.ballots, cast } },
  config,
  secret,
  log,
  pagesDir: '.',
});
sayReady(await app.listen());
