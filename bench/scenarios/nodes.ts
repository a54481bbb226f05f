import { Redis } from 'ioredis';
import { type Bench, stage, tapToScreen } from '../bench.ts';
import { pollcast, type Running } from '../contestants.ts';

const NODES = [1, 2, 4];
const VOTERS = 40;
const WATCHERS = 200;
const RATES = [200, 2_000];
const QUICK_RATES = [2_000];

/** Votes on every node of one Redis: what the nodes tell each other does not grow with the votes. */
export async function nodes(bench: Bench): Promise<void> {
  const rates = bench.isQuick ? QUICK_RATES : RATES;
  const runs = Array.from({ length: bench.repetitions }, () => rates.flatMap(each)).flat();
  for (const { count, perSecond } of runs) {
    const sample = await measureNodes(count, { perSecond, seconds: bench.seconds });
    const contestant = count === 1 ? '1 node' : `${count} nodes`;
    bench.record({ scenario: 'nodes', setting: `${perSecond} votes/s`, contestant }, sample);
  }
}

const each = (perSecond: number) => NODES.map((count) => ({ count, perSecond }));

function measureNodes(count: number, { perSecond, seconds }: { perSecond: number; seconds: number }) {
  return stage({ contestant: pollcast }, async ({ server, load, redis, startClock }) => {
    const others: Running[] = [];
    const client = new Redis(redis!.url);
    try {
      while (others.length < count - 1) others.push(await pollcast.start({ redisUrl: redis!.url, polls: 0 }));
      const all = [server, ...others];
      const polls = [server.polls[0]!.id];
      for (const [index, { host, port }] of all.entries()) {
        const place = { host, port, polls };
        await load.call('open', { name: `w${index}`, ...place, count: WATCHERS / count, first: 'watch' });
        await load.call('open', { name: `v${index}`, ...place, count: VOTERS / count, first: 'silent' });
      }
      const forMs = seconds * 1000;
      const stopClock = startClock();
      const before = await noticesOf(client);
      const [votes, heard] = await Promise.all([
        Promise.all(
          all.map((_, index) =>
            load.call('vote', {
              name: `v${index}`,
              options: server.options,
              forMs,
              perSecond: perSecond / count,
            }),
          ),
        ),
        Promise.all(all.map((_, index) => load.call('listen', { name: `w${index}`, forMs }))),
      ]);
      const notices = (await noticesOf(client)) - before;
      const spent = await stopClock();
      const { voters } = await server.tallyOf(polls[0]!);
      const voted = votes.flatMap(({ bins }) => Object.values(bins)).reduce((sum, count) => sum + count, 0);
      if (voters !== voted) throw new Error(`${voters} voters of ${voted}`);
      return {
        votesPerS: votes.reduce((sum, each) => sum + each.acked / each.seconds, 0),
        noticesPerS: notices / seconds,
        noticesPerNodePerS: notices / seconds / count,
        talliesPerS: heard.reduce((sum, each) => sum + each.tallies / each.seconds, 0) / WATCHERS,
        ackP99Ms: Math.max(...votes.map(({ ack }) => ack.p99Ms)),
        ...(await tapToScreen(load, {
          voters: all.map((_, index) => `v${index}`),
          watchers: all.map((_, index) => `w${index}`),
        })),
        loadShare: spent.loadShare,
      };
    } finally {
      client.disconnect();
      for (const each of others) await each.stop();
    }
  });
}

/** How many notices nodes have published so far. */
async function noticesOf(client: Redis): Promise<number> {
  const calls = (await client.info('commandstats')).matchAll(/cmdstat_s?publish:calls=(\d+)/g);
  return [...calls].reduce((sum, [, count]) => sum + Number(count), 0);
}
