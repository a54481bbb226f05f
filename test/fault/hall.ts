import { setTimeout as pause } from 'node:timers/promises';
import type { Role, Tally } from '@pollcast/shared';
import { checkRound } from './checker.ts';
import type { Promised, Violation } from './checks/violation.ts';
import type { Figures } from './figures.ts';
import { createRecorder, type HistoryEvent } from './history.ts';
import { createDesk, type Desk } from './people/desk.ts';
import { createRoom, gatherVoters, type HallPlan } from './people/gather.ts';
import { gatherOnlookers } from './people/onlookers.ts';
import { openSdkVoter } from './people/sdk-voter.ts';
import { openVisitor } from './people/visitor.ts';
import type { Race, Voter } from './people/voter.ts';
import type { Onlooker } from './people/watchers.ts';
import type { Random } from './random.ts';

/** A room whose polls are voted in round after round, each checked when it is over. */
export interface Hall {
  /** Runs one round of all polls and returns what was wrong with it. */
  runRound(): Promise<Violation[]>;
  /** What its clients can suffer. */
  vanishAll(): void;
  doze(random: Random, ms: number): Promise<void>;
  close(): void;
}

export interface HallOptions {
  plan: HallPlan;
  /** Where the nodes can be reached now, and one address in front of them. */
  addresses(): readonly string[];
  balancerUrl: string;
  random: Random;
  promised: Promised;
  figures: Figures;
  broken(what: string): void;
}

/** The share of voters after whom a poll is closed while the others go on. */
const CLOSED_AFTER = { min: 0.8, max: 1 };
/** Polls in which a voter votes at the same time. */
const LANES = 3;
/** Whoever is not at the final tally by then never will be. */
const SETTLE_MS = 240_000;
const LOOK_MS = 10;

export async function openHall(options: HallOptions): Promise<Hall> {
  const { plan, addresses, balancerUrl, promised, figures, broken } = options;
  const random = options.random.fork();
  const races = new Map<string, Race>();
  const raceOf = (pollId: string) => races.get(pollId);
  const visit = (auth: Parameters<typeof openVisitor>[0]['auth']) =>
    openVisitor({ addresses, auth, random: random.fork(), traffic: figures.traffic });

  const guest = visit({});
  const { room, moderatorKey, viewerKey } = await createRoom(guest, plan);
  const moderator = visit({ key: moderatorKey });
  const desk = createDesk(moderator, broken);
  const voters = await gatherVoters({ guest, visit, addresses, plan, random, figures });
  guest.close();
  const { code } = room;
  const onlookers = gatherOnlookers({
    plan,
    code,
    viewerKey,
    moderatorKey,
    pollIds: room.polls.map(({ id }) => id),
    addresses,
    raceOf,
    random,
    traffic: figures.traffic,
  });
  const sdkVoters = await Promise.all(
    Array.from({ length: plan.sdkVoters }, (_, index) =>
      openSdkVoter({
        name: `${plan.name} sdk ${index}`,
        url: balancerUrl,
        code,
        raceOf,
        random: random.fork(),
        ...(index === 0 && { key: viewerKey }),
      }),
    ),
  );
  const everybody: readonly Voter[] = [...voters, ...sdkVoters];

  function begin(): Promise<Race[]> {
    return Promise.all(
      room.polls.map(async ({ id }) => {
        const { round = 0, recorder = createRecorder() } = races.get(id) ?? {};
        const poll = await desk.openNextRound(id, round);
        const race = { poll, round: poll.round, recorder };
        races.set(id, race);
        return race;
      }),
    );
  }

  async function runRound(): Promise<Violation[]> {
    const opened = await begin();
    const closings = opened.map((race) => planClosing({ race, desk, random, voterCount: voters.length }));
    await Promise.all(
      everybody.map((voter) =>
        inLanes(random.shuffled(opened), async (race) => {
          if (plan.durationMs !== null) await pause(random.whole(0, plan.durationMs / opened.length));
          await voter.vote(race);
          closings[opened.indexOf(race)]!.onVoted();
        }),
      ),
    );
    await Promise.all(closings.map(({ closed }) => closed));
    const finals = await readFinals(opened);
    const read = [...finals.keys()];
    if (read.length > 0) await Promise.all(everybody.map((voter) => voter.readBack(read)));
    await Promise.all([...onlookers, ...sdkVoters].map((onlooker) => awaitEnd(onlooker, finals)));
    const kept = promised.ballots ? finals : await stillFinal(finals);
    figures.rounds += kept.size;
    figures.lostRounds += opened.length - kept.size;
    return opened.flatMap((race) => judge(race, kept.has(race)));
  }

  /** Of a store that may lose writes: what it lost while it was read back was read in two states, and tells nothing. */
  async function stillFinal(finals: Map<Race, Tally>): Promise<Map<Race, Tally>> {
    const again = await readFinals([...finals.keys()]);
    return new Map([...finals].filter(([race, { version }]) => again.get(race)?.version === version));
  }

  async function readFinals(opened: readonly Race[]): Promise<Map<Race, Tally>> {
    const read = await Promise.all(opened.map(async (race) => [race, await desk.readFinal(race)] as const));
    return new Map(read.flatMap(([race, tally]) => (tally === null ? [] : [[race, tally]])));
  }

  /** Waits until an onlooker has been told how all ended, where that may be told. */
  async function awaitEnd({ watcher, pollIds, known }: Onlooker, finals: Map<Race, Tally>): Promise<void> {
    const since = performance.now();
    for (const [race, { version }] of finals) {
      const { poll, round, recorder } = race;
      if (pollIds?.includes(poll.id) === false) continue;
      const maySee = poll.settings.results !== 'moderators' || isStaff(watcher.role);
      const isAtEnd = () => (known(poll.id)?.version ?? 0) >= version;
      while (maySee && !isAtEnd() && performance.now() - since < SETTLE_MS) await pause(LOOK_MS);
      const last = known(poll.id);
      const ended = last?.round === round ? last.version : null;
      recorder.note({ kind: 'ended', watcher, version: ended });
    }
    figures.settledMs.push(performance.now() - since);
  }

  function judge({ poll, round, recorder }: Race, isKept: boolean): Violation[] {
    const events = recorder.take();
    if (!isKept) return [];
    if (poll.closesAt !== null)
      figures.deadlines.push({ fromMs: poll.closesAt, toMs: toldAt(events, round) });
    const { violations, lost } = checkRound({ round, settings: poll.settings, events }, promised);
    figures.lostBallots += lost;
    return violations;
  }

  return {
    runRound,
    vanishAll() {
      for (const each of [...voters, ...onlookers]) each.vanish();
    },
    doze: (chooser, ms) => chooser.pick(onlookers).doze(ms),
    close() {
      for (const each of [...everybody, ...onlookers]) each.close();
      moderator.close();
    },
  };
}

/** Does something with each, a few at a time. */
async function inLanes<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) await act(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

interface Closing {
  race: Race;
  desk: Desk;
  random: Random;
  voterCount: number;
}

/** The desk closes a race in the midst of the voting, unless a deadline does. */
function planClosing({ race, desk, random, voterCount }: Closing) {
  if (race.poll.closesAt !== null) return { onVoted() {}, closed: desk.awaitDeadline(race) };
  const share = CLOSED_AFTER.min + random.next() * (CLOSED_AFTER.max - CLOSED_AFTER.min);
  let missing = Math.ceil(voterCount * share);
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = () => resolve(desk.close(race));
  });
  return {
    onVoted() {
      missing -= 1;
      if (missing === 0) close();
    },
    closed,
  };
}

/** When the first watcher was told that a poll is closed. */
function toldAt(events: readonly HistoryEvent[], round: number): number {
  const told = events.find(
    (event) => event.kind === 'told' && event.tally.round === round && event.tally.status === 'closed',
  );
  return told?.at ?? Number.POSITIVE_INFINITY;
}

function isStaff(role: Role): boolean {
  return role === 'moderator' || role === 'viewer';
}
