import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { readConfig } from '../../server/src/config.ts';
import { MAX_BATCH, type Store } from '../../server/src/domain/store.ts';
import { openStore } from '../../server/src/open-store.ts';
import { type Arena, type Bench, stage } from '../bench.ts';
import { pollcast, SECRET } from '../contestants.ts';

const SIZES = [10, 1_000, 100_000, 1_000_000];
const QUICK_SIZES = [10, 1_000, 100_000];
const VOTERS = 50;
const AT_ONCE = 8;

/** What a vote costs in a poll that has so many ballots already. */
export async function growth(bench: Bench): Promise<void> {
  await stage({ contestant: pollcast }, async (arena) => {
    const { server, load, redis } = arena;
    const store = await openSame(redis!.url);
    const client = new Redis(redis!.url);
    const poll = server.polls[0]!;
    const place = { host: server.host, port: server.port, polls: [poll.id] };
    await load.call('open', { name: 'voters', ...place, count: VOTERS, first: 'silent' });
    await vote(arena, 500);
    const bytesAtFirst = await usedBytes(client);
    let ballots = 0;
    for (const size of bench.isQuick ? QUICK_SIZES : SIZES) {
      await fill(store, { pollId: poll.id, count: size - ballots, options: server.options });
      ballots = size;
      const bytes = await usedBytes(client);
      for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
        const sample = await vote(arena, bench.seconds * 1000);
        const { voters } = await server.tallyOf(poll.id);
        if (voters !== ballots + VOTERS) throw new Error(`${voters} voters of ${ballots + VOTERS}`);
        const bytesPerBallot = (bytes - bytesAtFirst) / ballots;
        bench.record(
          { scenario: 'growth', setting: `${size.toLocaleString('en')} ballots`, contestant: pollcast.name },
          { ...sample, ...(size >= 1_000 && { redisBytesPerBallot: bytesPerBallot }) },
        );
      }
    }
    client.disconnect();
    await store.close();
  });
}

async function vote({ server, load, startClock }: Arena, forMs: number) {
  const stopClock = startClock();
  const votes = await load.call('vote', { name: 'voters', options: server.options, forMs });
  const spent = await stopClock();
  return {
    votesPerS: votes.acked / votes.seconds,
    serverUsPerVote: (spent.serverMs * 1000) / votes.acked,
    redisUsPerVote: (spent.redisMs * 1000) / votes.acked,
    ackP99Ms: votes.ack.p99Ms,
    loadShare: spent.loadShare,
  };
}

async function openSame(url: string): Promise<Store> {
  const read = readConfig({ REDIS_URL: url, SECRET });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const quiet = { info() {}, warn() {}, error() {} };
  return (await openStore({ config: read.config, log: quiet })).store;
}

/** Ballots of voters who are not here, through the store port. */
async function fill(
  store: Store,
  { pollId, count, options }: { pollId: string; count: number; options: string[] },
): Promise<void> {
  const id = pollId as Parameters<Store['ballots']['cast']>[0];
  const [snapshot] = await store.polls.get([id]);
  const { version } = snapshot!.poll;
  let left = count;
  async function lane(): Promise<void> {
    while (left > 0) {
      const size = Math.min(left, MAX_BATCH);
      left -= size;
      const batch = Array.from({ length: size }, (_, index) => ({
        voterKey: randomBytes(17).toString('base64url').slice(0, 22),
        seq: Date.now(),
        bins: { [options[index % options.length]!]: 1 },
      }));
      await store.ballots.cast(id, version, batch);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

async function usedBytes(client: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await client.info('memory'))![1]);
}
