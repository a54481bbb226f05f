import type { Tally } from '@pollcast/shared';
import { type EventOf, eventsOf, type HistoryEvent, type RoundHistory } from '../history.ts';
import { ackedVersion, eventsOfBallot, type Ledger, type LedgerBallot, ledgersOf } from './ledger.ts';
import type { Violation } from './violation.ts';

type Told = Pick<EventOf<'told'>, 'at' | 'tally'>;

/** [V2] What a connection is told never falls; whoever is told of one version is told the same. */
export function checkOrder(history: RoundHistory): Violation[] {
  const latest = new Map<string, EventOf<'told'>>();
  const contents = new Map<string, EventOf<'told'>>();
  const violations: Violation[] = [];
  for (const event of eventsOf(history, 'told')) {
    const { connection, tally, watcher } = event;
    const before = latest.get(connection);
    if (before !== undefined && isBehind(tally, before.tally)) {
      const says = `${watcher.name} was told version ${tally.version} after ${before.tally.version}`;
      violations.push({ rule: 'never backwards', says, events: [before, event] });
    }
    latest.set(connection, event);
    const name = `${tally.round}:${tally.version}`;
    const first = contents.get(name) ?? event;
    contents.set(name, first);
    if (contentOf(tally) !== contentOf(first.tally)) {
      const says = `version ${tally.version} was told with two contents`;
      violations.push({ rule: 'one version, one content', says, events: [first, event] });
    }
  }
  return violations;
}

/** [B1] [B2] Each tally has every ballot that was acked up to its version, and none that was not yet sent. */
export function checkBounds(history: RoundHistory): Violation[] {
  const ledgers = ledgersOf(history);
  const tallies = firstTold(history);
  const options = [...new Set(tallies.flatMap(({ tally }) => Object.keys(tally.bins)))];
  const counts: Count[] = [
    { name: 'voters', countOf: ({ voters }) => voters, isOf: ({ choice }) => choice !== null },
    ...options.map((option) => ({
      name: option,
      countOf: ({ bins }: Tally) => bins[option] ?? 0,
      isOf: ({ choice }: LedgerBallot) => choice === option,
    })),
  ];
  return counts.flatMap((count) => checkCount({ count, ledgers, tallies }));
}

interface Count {
  name: string;
  countOf(tally: Tally): number;
  isOf(ballot: LedgerBallot): boolean;
}

interface Bounds {
  count: Count;
  ledgers: Ledger[];
  tallies: Told[];
}

function checkCount({ count, ledgers, tallies }: Bounds): Violation[] {
  const sent = ledgers
    .flatMap(({ ballots }) => {
      const times = ballots.filter(count.isOf).flatMap(({ asked }) => asked.map(({ at }) => at));
      return times.length === 0 ? [] : [Math.min(...times)];
    })
    .sort(byNumber);
  const acked = ledgers
    // Whoever may have changed to something else need not be in it any more.
    .filter(({ ballots }) => ballots.every(count.isOf))
    .flatMap(({ ballots }) => {
      const versions = ballots.map(ackedVersion).filter((version) => version !== null);
      return versions.length === 0 ? [] : [{ version: Math.min(...versions), ballots }];
    })
    .sort((a, b) => a.version - b.version);
  const versions = acked.map(({ version }) => version);

  return tallies.flatMap(({ at, tally }): Violation[] => {
    const counted = count.countOf(tally);
    const most = countUpTo(sent, at);
    const least = countUpTo(versions, tally.version);
    const where = `version ${tally.version} has ${count.name} ${counted}`;
    const events = [{ at, kind: 'closed' as const, tally }];
    if (counted > most) {
      const says = `${where}, and ${most} voters had sent one`;
      return [{ rule: 'nobody counts who did not vote', says, events }];
    }
    if (counted >= least) return [];
    const ballots: HistoryEvent[] = acked
      .slice(0, least)
      .slice(-2)
      .flatMap((each) => each.ballots.flatMap(eventsOfBallot));
    const says = `${where}, and ${least} were acked by then`;
    return [{ rule: 'acked is kept', says, events: [...ballots, ...events] }];
  });
}

/** Each of the round's tallies, when it was told first. */
function firstTold(history: RoundHistory): Told[] {
  const first = new Map<number, Told>();
  const told: Told[] = [...eventsOf(history, 'told'), ...eventsOf(history, 'closed')];
  for (const { at, tally } of told) {
    if (tally.round !== history.round) continue;
    const known = first.get(tally.version);
    if (known === undefined || at < known.at) first.set(tally.version, { at, tally });
  }
  return [...first.values()];
}

function isBehind(tally: Tally, before: Tally): boolean {
  if (tally.round !== before.round) return tally.round < before.round;
  return tally.version < before.version;
}

function contentOf({ status, final, voters, bins }: Tally): string {
  return JSON.stringify([status, final, voters, Object.entries(bins).sort()]);
}

/** How many of the sorted numbers are at most `bound`. */
function countUpTo(sorted: readonly number[], bound: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! <= bound) from = middle + 1;
    else to = middle;
  }
  return from;
}

function byNumber(a: number, b: number): number {
  return a - b;
}
