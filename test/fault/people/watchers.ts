import type { HandshakeAuth, PollView, Tally, Turnout } from '@pollcast/shared';
import type { Watcher } from '../history.ts';
import type { Random } from '../random.ts';
import { openVisitor, type Traffic } from './visitor.ts';
import type { Race } from './voter.ts';

/** Somebody who stays in a room; what is told of its polls is written down. */
export interface Onlooker {
  readonly watcher: Watcher;
  /** Which polls are watched; null: all of the room. */
  readonly pollIds: readonly string[] | null;
  /** The newest tally told of a poll. */
  known(pollId: string): Tally | null;
  /** Loses the connection without a word. */
  vanish(): void;
  /** Reads nothing from the network for some time. */
  doze(ms: number): Promise<void>;
  close(): void;
}

interface OnlookerOptions {
  watcher: Watcher;
  code: string;
  auth: Partial<HandshakeAuth>;
  addresses(): readonly string[];
  raceOf(pollId: string): Race | undefined;
  random: Random;
  traffic: Traffic;
}

/** Watches over a bare connection: each push and each snapshot, as it comes. */
export function openOnlooker(options: OnlookerOptions): Onlooker {
  const { watcher, code, raceOf } = options;
  const known = new Map<string, Tally>();

  function take(tally: Tally, connection: number): void {
    const before = known.get(tally.pollId);
    if (before === undefined || isNewer(tally, before)) known.set(tally.pollId, tally);
    const { recorder } = raceOf(tally.pollId) ?? {};
    recorder?.note({ kind: 'told', watcher, connection: `${watcher.name} ${connection}`, tally });
  }

  function takeTurnout({ pollId, round, voters }: Turnout): void {
    const race = raceOf(pollId);
    if (race?.round === round) race.recorder.note({ kind: 'turnout', watcher, voters });
  }

  function takeView({ tally, turnout }: PollView, connection: number): void {
    if (tally !== undefined) take(tally, connection);
    if (turnout !== undefined) takeTurnout(turnout);
  }

  const visitor = openVisitor({
    ...options,
    onPush(event, payload, connection) {
      if (event === 'poll:tally') take(payload as Tally, connection);
      if (event === 'poll:turnout') takeTurnout(payload as Turnout);
    },
    onReply(_, reply, connection) {
      if (reply.ok)
        for (const view of (reply.data as { polls: PollView[] }).polls) takeView(view, connection);
    },
    async greet(line) {
      const joined = await line.ask('room:join', { code });
      if (joined?.ok !== true) return false;
      // Joining tells of what is open; how others ended has to be asked for.
      const ids = joined.data.room.polls.filter(({ status }) => status === 'closed').map(({ id }) => id);
      if (ids.length === 0) return true;
      const watched = await line.ask('poll:watch', { ids });
      return watched?.ok === true;
    },
  });
  return {
    watcher,
    pollIds: null,
    known: (pollId) => known.get(pollId) ?? null,
    vanish: visitor.vanish,
    doze: visitor.doze,
    close: visitor.close,
  };
}

function isNewer(tally: Tally, before: Tally): boolean {
  return tally.round === before.round ? tally.version > before.version : tally.round > before.round;
}
