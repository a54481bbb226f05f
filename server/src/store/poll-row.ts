import type { PollId } from '@pollcast/shared';
import type { NewPoll, PollRecord, PollSnapshot, TallyRecord } from '../domain/store.ts';

/** A poll as both stores keep it: its definition as text, its course and counters as fields. */
export interface PollRow {
  id: PollId;
  /** JSON of what moderators write, except `revealed`, which a reset changes. */
  definition: string;
  /** What the ballot rule needs of the definition, so that no cast parses it. */
  changeable: 0 | 1;
  revealed: 0 | 1 | null;
  status: PollRecord['status'];
  round: number;
  openedAt: number | null;
  closesAt: number | null;
  closedAt: number | null;
  deletedAt: number | null;
  version: number;
  tallyVersion: number;
  voters: number;
  /** When the counters last changed. */
  countedAt: number | null;
  historyStepMs: number;
}

/** The part of a row that moderators write. */
export function definitionOf(
  poll: NewPoll | PollRecord,
): Pick<PollRow, 'definition' | 'changeable' | 'revealed'> {
  const { code, kind, question, options, settings, revealed, segment } = poll;
  return {
    definition: JSON.stringify({ code, kind, question, options, settings, segment }),
    changeable: settings.changeable ? 1 : 0,
    revealed: revealed === null ? null : revealed ? 1 : 0,
  };
}

/** The port's view of a row with its bins. */
export function snapshotOf(row: PollRow, bins: TallyRecord['bins']): PollSnapshot {
  const { id, definition, revealed, status, round, openedAt, closesAt, closedAt, deletedAt, version } = row;
  const course = { status, round, openedAt, closesAt, closedAt, deletedAt, version };
  const poll = {
    id,
    segment: null,
    ...JSON.parse(definition),
    revealed: revealed === null ? null : revealed === 1,
    ...course,
  };
  return { poll: poll as PollRecord, tally: { version: row.tallyVersion, voters: row.voters, bins } };
}
