import type { ErrorCode } from '@pollcast/shared';
import { type EventOf, eventsOf, type RoundHistory } from '../history.ts';
import { ackedVersion, eventsOfBallot, type LedgerBallot, ledgersOf } from './ledger.ts';
import type { Violation } from './violation.ts';

/** [S2] No ballot is acked above the close's version or counted when sent after it; the final tally stays as it is. */
export function checkClose(history: RoundHistory): Violation[] {
  const [closed, ...again] = eventsOf(history, 'closed');
  if (closed === undefined) return [];
  const { version } = closed.tally;
  const ballots = ledgersOf(history).flatMap((ledger) => ledger.ballots);
  const late = ballots.filter(
    (ballot) => (ackedVersion(ballot) ?? 0) > version || isTooLate(ballot, closed.at),
  );
  const later = eventsOf(history, 'told').filter(
    ({ tally }) => tally.round === history.round && tally.version > version,
  );
  const others = again.filter(({ tally }) => JSON.stringify(tally) !== JSON.stringify(closed.tally));
  return [
    ...late.map((ballot): Violation => {
      const says = `a ballot was counted after the close at ${version}`;
      return { rule: 'close is a line', says, events: [closed, ...eventsOfBallot(ballot)] };
    }),
    ...[...later, ...others].map((event): Violation => {
      const says = `the final tally at ${version} was followed by ${event.tally.version}`;
      return { rule: 'close is a line', says, events: [closed, event] };
    }),
  ];
}

/** [C2] A ballot of the open round is refused only when the poll closes, or when it is a second one where one counts. */
export function checkRefusals(history: RoundHistory): Violation[] {
  const closingAt = eventsOf(history, 'closing')[0]?.at ?? Number.POSITIVE_INFINITY;
  const wrong = ledgersOf(history).flatMap(({ ballots }) =>
    ballots.flatMap((ballot) => {
      const isFirst = ballots.every(({ seq }) => seq >= ballot.seq);
      const isFine = (code: ErrorCode, at: number) =>
        code === 'POLL_CLOSED'
          ? at >= closingAt
          : code === 'ALREADY_VOTED' && !history.settings.changeable && !isFirst;
      const bad = ballot.answered.find(
        ({ outcome, at }) => outcome !== 'unknown' && 'refused' in outcome && !isFine(outcome.refused, at),
      );
      return bad === undefined ? [] : [{ ballot, bad }];
    }),
  );
  return wrong.map(({ ballot, bad }) => ({
    rule: 'refused for a reason',
    says: `${bad.voter} was refused: ${JSON.stringify(bad.outcome)}`,
    events: eventsOfBallot(ballot),
  }));
}

/** Everything sent under this seq was sent after the close had been answered, and yet it moved the counts. */
function isTooLate(ballot: LedgerBallot, closedAt: EventOf<'closed'>['at']): boolean {
  return ackedVersion(ballot) !== null && ballot.asked.every(({ at }) => at > closedAt);
}
