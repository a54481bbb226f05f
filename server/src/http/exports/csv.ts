import type { RoomResults } from '@pollcast/shared';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = [
  'poll',
  'question',
  'kind',
  'status',
  'round',
  'openedAt',
  'closedAt',
  'voters',
  'option',
  'label',
  'count',
  'percent',
] as const;

/** Without it spreadsheet programs take UTF-8 for something else. */
const BYTE_ORDER_MARK = '\ufeff';

type Line = Record<(typeof COLUMNS)[number], string | number | null>;

/** Results as RFC 4180 says: one line a row of a result, times as ISO 8601. */
export function csvOf(polls: RoomResults['polls']): string {
  const table = stringify(polls.flatMap(linesOf), {
    header: true,
    columns: [...COLUMNS],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
  return BYTE_ORDER_MARK + table;
}

function linesOf({ poll, tally, result }: RoomResults['polls'][number]): Line[] {
  return result.rows.map(({ id, label, count, percent }) => ({
    poll: poll.id,
    question: poll.question,
    kind: poll.kind,
    status: poll.status,
    round: poll.round,
    openedAt: timeOf(poll.openedAt),
    closedAt: timeOf(poll.closedAt),
    voters: tally.voters,
    option: id,
    label,
    count,
    percent,
  }));
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
