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
export const BYTE_ORDER_MARK = '\ufeff';

/** Results: one line a row of a result, times as ISO 8601. */
export function csvOf(polls: RoomResults['polls']): string {
  return BYTE_ORDER_MARK + recordsOf([COLUMNS, ...polls.flatMap(linesOf)]);
}

type Cell = string | number | null;

/** Records as RFC 4180 says, whose texts no spreadsheet program takes for a formula. */
export function recordsOf(records: readonly (readonly Cell[])[]): string {
  return stringify(records as Cell[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: { string: harmless },
  });
}

/** Where `;` parts the cells, a formula may begin after each. */
function harmless(text: string): string {
  return text.replace(/;(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/g, ";'");
}

function linesOf({ poll, tally, result }: RoomResults['polls'][number]): Cell[][] {
  const { id, question, kind, status, round } = poll;
  const about = [
    id,
    question,
    kind,
    status,
    round,
    timeOf(poll.openedAt),
    timeOf(poll.closedAt),
    tally.voters,
  ];
  return result.rows.map((row) => [...about, row.id, row.label, row.count, row.percent]);
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
