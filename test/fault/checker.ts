import { checkBallots } from './checks/check-ballots.ts';
import { checkClose, checkRefusals } from './checks/check-close.ts';
import { checkBounds, checkOrder } from './checks/check-tallies.ts';
import { checkEnds, checkHidden } from './checks/check-watchers.ts';
import type { Promised, Violation } from './checks/violation.ts';
import type { RoundHistory } from './history.ts';

export interface Verdict {
  /** What must not be. */
  violations: Violation[];
  /** Voters whose acked ballot is gone, where the store's setting allows it. */
  lost: number;
}

/** Proves that a round went as promised, or says where it did not. */
export function checkRound(history: RoundHistory, promised: Promised): Verdict {
  const ballots = checkBallots(history);
  const isLoss = ({ rule }: Violation) => rule === 'acked is kept';
  const violations = [
    ...ballots,
    ...checkOrder(history),
    ...checkBounds(history),
    ...(promised.closes ? checkClose(history) : []),
    ...(promised.closes ? checkRefusals(history) : []),
    ...checkEnds(history),
    ...checkHidden(history),
  ];
  return {
    violations: promised.ballots ? violations : violations.filter((violation) => !isLoss(violation)),
    lost: ballots.filter(isLoss).length,
  };
}

const SHOWN = 20;

/** A violation in words, with its events. */
export function printViolation({ rule, says, events }: Violation): string {
  const lines = events.slice(0, SHOWN).map((event) => `  ${JSON.stringify(event)}`);
  if (events.length > SHOWN) lines.push(`  and ${events.length - SHOWN} more`);
  return [`${rule}: ${says}`, ...lines].join('\n');
}

/** The violation that takes the fewest events to show. */
export function shortest(violations: readonly Violation[]): Violation | null {
  return violations.toSorted((a, b) => a.events.length - b.events.length)[0] ?? null;
}
