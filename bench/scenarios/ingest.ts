import { type Arena, type Bench, checkCounts, type Sample, stage, tapToScreen } from '../bench.ts';
import { bareWs, type Contestant, emitPerVote, oneByOne, pollcast, textbook } from '../contestants.ts';

const VOTERS = 50;
const WATCHERS = [0, 100, 1000];
const QUICK_WATCHERS = [0, 1000];

/** Voters with one vote in flight each, in front of so many watchers. */
export async function ingest(bench: Bench): Promise<void> {
  for (let repetition = 0; repetition < bench.repetitions; repetition += 1) {
    for (const watchers of bench.isQuick ? QUICK_WATCHERS : WATCHERS) {
      for (const contestant of [pollcast, oneByOne, emitPerVote, textbook, bareWs]) {
        const sample = await stage({ contestant }, (arena) =>
          measureIngest({ arena, contestant, watchers, voters: VOTERS, seconds: bench.seconds }),
        );
        bench.record(
          { scenario: 'ingest', setting: `${watchers} watchers`, contestant: contestant.name },
          sample,
        );
      }
    }
  }
}

interface Ingesting {
  arena: Arena;
  contestant: Contestant;
  watchers: number;
  voters: number;
  seconds: number;
  perSecond?: number;
}

/** Until what is called often is compiled. */
const WARM_UP_MS = 1_000;

export async function measureIngest({
  arena: { server, load, startClock },
  contestant,
  watchers,
  voters,
  seconds,
  perSecond,
}: Ingesting): Promise<Sample> {
  const { host, port, options } = server;
  const polls = server.polls.map(({ id }) => id);
  const place = { host, port, polls };
  if (watchers > 0) await load.call('open', { name: 'watchers', ...place, count: watchers, first: 'watch' });
  await load.call('open', { name: 'voters', ...place, count: voters, first: 'silent' });
  const voting = { name: 'voters', options, ...(perSecond !== undefined && { perSecond }) };
  const warmUp = await load.call('vote', { ...voting, forMs: WARM_UP_MS });

  const stopClock = startClock();
  const [votes, heard] = await Promise.all([
    load.call('vote', { ...voting, forMs: seconds * 1000 }),
    watchers > 0 ? load.call('listen', { name: 'watchers', forMs: seconds * 1000 }) : null,
  ]);
  const spent = await stopClock();
  const all = { ...votes, acked: votes.acked + warmUp.acked };
  await checkCounts(contestant, { server, load }, { votes: all, isWatched: watchers > 0 });
  return {
    votesPerS: votes.acked / votes.seconds,
    ackP50Ms: votes.ack.p50Ms,
    ackP99Ms: votes.ack.p99Ms,
    serverUsPerVote: (spent.serverMs * 1000) / votes.acked,
    redisUsPerVote: (spent.redisMs * 1000) / votes.acked,
    loadShare: spent.loadShare,
    ...(heard !== null && {
      talliesPerS: heard.tallies / heard.seconds / watchers,
      ...(await tapToScreen(load, { voters: ['voters'], watchers: ['watchers'] })),
    }),
  };
}
