import { eventsOf, type RoundHistory } from '../history.ts';
import { eventsOfBallot, isAcked, isRefused, type Ledger, type LedgerBallot, ledgersOf } from './ledger.ts';
import type { Violation } from './violation.ts';

/** [B1] [B2] [B4] What is stored of each voter is explained by what that voter did; the tally is the sum of it. */
export function checkBallots(history: RoundHistory): Violation[] {
  return [...ledgersOf(history).flatMap(checkVoter), ...checkSum(history)];
}

function checkVoter({ ballots, stored: readings, voter }: Ledger): Violation[] {
  const reading = readings.at(-1);
  const all = ballots.flatMap(eventsOfBallot);
  if (reading === undefined)
    return [{ rule: 'each ballot is read back', says: `${voter}'s ballot was not read back`, events: all }];
  const { ballot: stored } = reading;
  const cast = ballots.find(({ seq }) => seq === stored?.seq);
  if (stored !== null && (cast === undefined || cast.choice !== stored.choice || !canCount(cast))) {
    const says = `what is stored of ${voter} was not cast, or was refused`;
    return [{ rule: 'nobody counts who did not vote', says, events: [...all, reading] }];
  }
  const last = ballots.filter(isAcked).reduce<LedgerBallot | null>(newer, null);
  if (last === null || isExplained({ ballots, last, storedSeq: stored?.seq ?? null })) return [];
  const says = `${voter}'s acked ballot ${last.seq} is not what is stored`;
  const other = cast === undefined ? [] : eventsOfBallot(cast);
  return [{ rule: 'acked is kept', says, events: [...eventsOfBallot(last), ...other, reading] }];
}

interface Outcome {
  ballots: LedgerBallot[];
  last: LedgerBallot;
  storedSeq: number | null;
}

/** The last acked ballot is stored, or a newer one of which nobody knows. Withdrawn ones are read as none. */
function isExplained({ ballots, last, storedSeq }: Outcome): boolean {
  const possible = ballots.filter(
    (ballot) => ballot === last || (ballot.seq > last.seq && !isAcked(ballot) && !isRefused(ballot)),
  );
  return possible.some(({ seq, choice }) => (choice === null ? storedSeq === null : storedSeq === seq));
}

function newer(a: LedgerBallot | null, b: LedgerBallot): LedgerBallot {
  return a === null || b.seq > a.seq ? b : a;
}

/** A ballot that was refused and never acked is not there. */
function canCount(ballot: LedgerBallot): boolean {
  return isAcked(ballot) || !isRefused(ballot);
}

function checkSum(history: RoundHistory): Violation[] {
  const closed = eventsOf(history, 'closed').at(-1);
  if (closed === undefined) return [];
  const last = new Map(eventsOf(history, 'stored').map(({ voter, ballot }) => [voter, ballot]));
  const ballots = [...last.values()].filter((ballot) => ballot !== null);
  const { voters, bins } = closed.tally;
  const faults = Object.keys(bins).flatMap((bin) => {
    const sum = ballots.filter(({ choice }) => choice === bin).length;
    return sum === bins[bin] ? [] : [`${bin} counts ${bins[bin]}, ballots ${sum}`];
  });
  if (voters !== ballots.length)
    faults.push(`it counts ${voters} voters, there are ${ballots.length} ballots`);
  return faults.map((says) => ({ rule: 'the tally is the sum of the ballots', says, events: [closed] }));
}
