import { setTimeout as pause } from 'node:timers/promises';
import { arriveAtOnce, arriveEvenly } from './arrivals.ts';
import { openPollClient, type PollClient } from './poll-client.ts';
import { type Screen, type Tap, versionIn } from './tap-to-screen.ts';
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
  /** To the C program, which knows no handshake. */
  isRaw?: boolean;
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
  lost: number;
}

export interface Tally {
  voters: number;
  bins: Record<string, number>;
}

export interface Group {
  vote(voting: Voting): Promise<Votes>;
  listen(forMs: number): Promise<Heard>;
  /** What the last `vote` and `listen` have noted of votes and watchers that are sampled. */
  taps(): Tap[];
  screens(): Screen[];
  /** The newest tally that one of those who are sampled has got. */
  lastTally(): Tally | null;
}

/** Every so many watchers one notes when its tallies come. */
const SAMPLED = 50;
const EVENT_TYPE = '42';

/** How a group came in: until each was connected and had its first answer. */
export interface Arrival extends Timings {
  /** How often somebody was told to come again later, and did. */
  turnedAway: number;
}

/** What a server that is busy says to a new connection. */
const BUSY = 'HTTP/1.1 503';
const COME_AGAIN_MS = 1_000;

export async function openGroup(opening: GroupOpening): Promise<{ group: Group; arrival: Arrival }> {
  const { count, polls } = opening;
  const clients: PollClient[] = [];
  const settled = createTimings();
  const screens: Screen[] = [];
  let taps: Tap[] = [];
  let [lost, turnedAway] = [0, 0];
  let lastTally: string | null = null;

  /** Notes what a watcher is shown. */
  function noteOn({ shown }: Screen) {
    return (bytes: Buffer, start: number, end: number): void => {
      lastTally = bytes.toString('latin1', start, end);
      shown.push({ at: now(), version: versionIn(lastTally) ?? 0 });
    };
  }

  function screenOf(index: number): Screen {
    const screen: Screen = { poll: polls[index % polls.length]!, shown: [] };
    screens.push(screen);
    return screen;
  }

  async function arrive(index: number): Promise<void> {
    const startedAt = now();
    const client = await connect(index);
    clients[index] = client;
    await settle(client, index);
    settled.add(now() - startedAt);
  }

  async function connect(index: number): Promise<PollClient> {
    const onTally = index % SAMPLED === 0 && { onTally: noteOn(screenOf(index)) };
    for (;;) {
      try {
        return await openPollClient({ ...opening, ...onTally, onLost: () => (lost += 1) });
      } catch (refused) {
        lost -= 1;
        if (!(refused as Error).message.startsWith(BUSY)) throw refused;
        turnedAway += 1;
        await pause(COME_AGAIN_MS);
      }
    }
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
    async vote(voting) {
      taps = [];
      return voteFor({ clients, polls, onTap: (tap) => taps.push(tap), ...voting });
    },
    async listen(forMs) {
      for (const { shown } of screens) shown.length = 0;
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
        lost,
      };
    },
    taps: () => taps,
    screens: () => screens,
    lastTally: () =>
      lastTally === null ? null : (JSON.parse(lastTally.slice(EVENT_TYPE.length)) as [string, Tally])[1],
  };
  return { group, arrival: { ...settled.read(), turnedAway } };
}
