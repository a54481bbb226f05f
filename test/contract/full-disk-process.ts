// A process of its own with an embedded store on a small disk: `node … full-disk-process.ts <dir>`. Prints what the
// store's check says before, on and after a full disk, with the voters that it can read.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';
import { cast, openPoll, quietLog, snapshotOf, vote } from './store-fixtures.ts';

const [, , dir = ''] = process.argv;
const store = await openEmbeddedStore({ dir, secretFingerprint: 'f', log: quietLog });
const { poll } = await openPoll(store);
await cast(store, poll.id, vote('ann', 1, 'o1'));

async function tell(when: string): Promise<void> {
  const { tally } = await snapshotOf(store, poll.id);
  const verdict = await store.check().then(() => 'well', String);
  console.log(`${when}: ${verdict}, ${tally.voters} voter`);
}

await tell('before');
const ballast = join(dir, 'ballast');
try {
  for (;;) writeFileSync(ballast, Buffer.alloc(2 ** 20), { flag: 'a' });
} catch {
  await tell('full');
}
rmSync(ballast);
await tell('room again');
await store.close();
