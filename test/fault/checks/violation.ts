import type { HistoryEvent } from '../history.ts';

/** A promise of docs/SPEC.md that a history shows broken, with the events that show it. */
export interface Violation {
  rule: Rule;
  says: string;
  events: readonly HistoryEvent[];
}

export type Rule =
  | 'acked is kept'
  | 'nobody counts who did not vote'
  | 'the tally is the sum of the ballots'
  | 'close is a line'
  | 'refused for a reason'
  | 'never backwards'
  | 'one version, one content'
  | 'everybody ends at the final tally'
  | 'hidden is hidden'
  | 'each ballot is read back';

/** What the store's setting promises to keep through the faults of the run. */
export interface Promised {
  ballots: boolean;
  closes: boolean;
}
