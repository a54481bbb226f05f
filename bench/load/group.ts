import { setTimeout as pause } from 'node:timers/promises';
import { arriveAtOnce, arriveEvenly } from './arrivals.ts';
import { openPollClient, type PollClient } from './poll-client.ts';
import { createTimings, now, type Timings } from './timings.ts';
import { type Votes, type Voting, voteFor } from './voting.ts';

/** Where a group of clients goes, and what it does there at first. */
export interface GroupOpening {
  host: string;
  port: number;
  count: number;
  /** Client i watches poll i modulo their number; voters vote there. */
  polls: string[];
  /** `silent` only connects. */
  first: 'watch' | 'join' | 'silent';
  /** The rooms' codes, for `join`. */
  codes?: string[];
  /** Arrive evenly within this time; without it as fast as it goes. */
  overMs?: number;
}

export interface Heard {
  tallies: number;
  seconds: number;
  /** Of the watcher who got the fewest and of the one who got the most. */
  least: number;
  most: number;
  /** From the version of a tally, its time by the store's clock, to the watcher. */
  lag: Timings;
  lost: number;
}

export interface Tally {
  voters: number;
  bins: Record<string, number>;
}

export interface Group {
  vote(voting: Voting): Promise<Votes>;
  listen(forMs: number): Promise<Heard>;
  /** The newest tally that one of those who are sampled has got. */
  lastTally(): Tally | null;
}

/** Every so many watchers one measures when its tallies come. */
const SAMPLED = 50;
const VERSION = '"version":';
const EVENT_TYPE = '42';

export async function openGroup(opening: GroupOpening): Promise<{ group: Group; settledMs: Timings }> {
  const { count, polls } = opening;
  const clients: PollClient[] = [];
  const settled = createTimings();
  let lag = createTimings();
  let lost = 0;
  let lastTally: string | null = null;

  function onTally(bytes: Buffer, start: number, end: number): void {
    const text = bytes.toString('latin1', start, end);
    lastTally = text;
    lag.add(now() - versionIn(text));
  }

  async function arrive(index: number): Promise<void> {
    const startedAt = now();
    const client = await openPollClient({
      ...opening,
      ...(index % SAMPLED === 0 && { onTally }),
      onLost: () => {
        lost += 1;
      },
    });
    clients[index] = client;
    await settle(client, index);
    settled.add(now() - startedAt);
  }

  async function settle(client: PollClient, index: number): Promise<void> {
    if (opening.first === 'silent') return;
    const reply =
      opening.first === 'watch'
        ? await client.call('poll:watch', { ids: [polls[index % polls.length]] })
        : await client.call('room:join', { code: opening.codes![index % opening.codes!.length] });
    if (!reply.startsWith('[{"ok":true')) throw new Error(reply);
  }

  if (opening.overMs === undefined) await arriveAtOnce(count, arrive);
  else await arriveEvenly(count, opening.overMs, arrive);

  const group: Group = {
    vote: (voting) => voteFor({ clients, polls, ...voting }),
    async listen(forMs) {
      lag = createTimings();
      const before = clients.map((client) => client.tallyCount());
      const startedAt = now();
      await pause(forMs);
      const seconds = (now() - startedAt) / 1000;
      const counts = clients.map((client, index) => client.tallyCount() - before[index]!);
      const tallies = counts.reduce((sum, each) => sum + each, 0);
      return {
        tallies,
        seconds,
        least: counts.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY),
        most: counts.reduce((most, each) => Math.max(most, each), 0),
        lag: lag.read(),
        lost,
      };
    },
    lastTally: () =>
      lastTally === null ? null : (JSON.parse(lastTally.slice(EVENT_TYPE.length)) as [string, Tally])[1],
  };
  return { group, settledMs: settled.read() };
}

function versionIn(tally: string): number {
  return Number.parseInt(tally.slice(tally.indexOf(VERSION) + VERSION.length), 10);
}
