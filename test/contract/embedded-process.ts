// A process of its own with an embedded store: `node … embedded-process.ts <dir> hold | write`. Prints `open`, then for
// `write` each voter whose ballot is acknowledged, until it is killed.
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';
import { cast, openPoll, quietLog, vote } from './store-fixtures.ts';

const [, , dir = '', task] = process.argv;
const store = await openEmbeddedStore({ dir, secretFingerprint: 'f', log: quietLog });
const { poll } = await openPoll(store);
console.log(`open ${poll.id}`);

for (let index = 0; task === 'write'; index += 1) {
  const voters = [0, 1, 2].map((voter) => `voter-${index}-${voter}`);
  await cast(store, poll.id, ...voters.map((voter) => vote(voter, 1, 'o1', 'o2')));
  console.log(voters.join(' '));
}
setInterval(() => {}, 60_000);
