import { type Choice, type EventOf, eventsOf, type HistoryEvent, type RoundHistory } from '../history.ts';

/** A ballot under one seq, with all that was sent and answered under it. */
export interface LedgerBallot {
  seq: number;
  choice: Choice;
  asked: EventOf<'asked'>[];
  answered: EventOf<'answered'>[];
}

/** All that one voter did in a round, oldest first. */
export interface Ledger {
  voter: string;
  ballots: LedgerBallot[];
  stored: EventOf<'stored'>[];
}

export function ledgersOf(history: RoundHistory): Ledger[] {
  const ledgers = new Map<string, Ledger>();
  const ledgerOf = (voter: string) => {
    const ledger = ledgers.get(voter) ?? { voter, ballots: [], stored: [] };
    ledgers.set(voter, ledger);
    return ledger;
  };
  for (const event of eventsOf(history, 'asked')) {
    const { ballots } = ledgerOf(event.voter);
    const known = ballots.find(({ seq }) => seq === event.seq);
    if (known === undefined)
      ballots.push({ seq: event.seq, choice: event.choice, asked: [event], answered: [] });
    else known.asked.push(event);
  }
  for (const event of eventsOf(history, 'answered'))
    ledgerOf(event.voter)
      .ballots.find(({ seq }) => seq === event.seq)
      ?.answered.push(event);
  for (const event of eventsOf(history, 'stored')) ledgerOf(event.voter).stored.push(event);
  return [...ledgers.values()];
}

/** The server has said that this is the voter's ballot. */
export function isAcked({ answered }: LedgerBallot): boolean {
  return answered.some(({ outcome }) => isStatus(outcome) && outcome.status !== 'superseded');
}

export function isRefused({ answered }: LedgerBallot): boolean {
  return answered.some(({ outcome }) => outcome !== 'unknown' && 'refused' in outcome);
}

/** The least version that the ballot was acked with when it moved the counts. */
export function ackedVersion({ answered }: LedgerBallot): number | null {
  const versions = answered.flatMap(({ outcome }) => {
    if (!isStatus(outcome)) return [];
    const { status, version } = outcome;
    return status === 'repeated' || status === 'superseded' ? [] : [version];
  });
  return versions.length === 0 ? null : Math.min(...versions);
}

export function eventsOfBallot({ asked, answered }: LedgerBallot): HistoryEvent[] {
  return [...asked, ...answered];
}

function isStatus(
  outcome: EventOf<'answered'>['outcome'],
): outcome is Exclude<EventOf<'answered'>['outcome'], 'unknown' | { refused: unknown }> {
  return outcome !== 'unknown' && 'status' in outcome;
}
