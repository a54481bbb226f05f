import type { Result, ResultRow, RoomResults, Runoff } from '@pollcast/shared';
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

/** Only in tables that have something to say there. */
const MORE_COLUMNS = [
  // What the row belongs to, and what that comes to.
  'group',
  'groupVoters',
  'groupMean',
  'groupNps',
  // First choices; an option's last round of the run-off, with its ballots then.
  'first',
  'runoffRound',
  'runoffCount',
] as const;

/** Without it spreadsheet programs take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Results: one line a row of a result, times as ISO 8601. */
export function csvOf(polls: RoomResults['polls']): string {
  const lines = polls.flatMap(linesOf);
  const columns = [...COLUMNS, ...MORE_COLUMNS.filter((name) => lines.some((line) => line[name] != null))];
  return BYTE_ORDER_MARK + recordsOf([columns, ...lines.map((line) => columns.map((name) => line[name]))]);
}

type Cell = string | number | null | undefined;
type Column = (typeof COLUMNS | typeof MORE_COLUMNS)[number];
type CsvLine = Partial<Record<Column, Cell>>;

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

function linesOf({ poll, tally, result, runoff }: RoomResults['polls'][number]): CsvLine[] {
  const { id, question, kind, status, round } = poll;
  const [openedAt, closedAt] = [timeOf(poll.openedAt), timeOf(poll.closedAt)];
  const about = { poll: id, question, kind, status, round, openedAt, closedAt, voters: tally.voters };
  return result.rows.map((row) => ({
    ...about,
    option: row.id,
    label: row.label,
    count: row.count,
    percent: row.percent,
    ...groupCells(row, result),
    first: row.first,
    ...lastRoundOf(row.id, runoff),
  }));
}

function groupCells({ group: id }: ResultRow, { groups }: Result): CsvLine {
  const group = groups?.find((group) => group.id === id);
  return group === undefined
    ? {}
    : { group: group.label, groupVoters: group.voters, groupMean: group.mean, groupNps: group.nps };
}

function lastRoundOf(id: string, runoff: Runoff | undefined): CsvLine {
  const rows = runoff?.rounds.map(({ rows }) => rows.find((row) => row.id === id)) ?? [];
  const round = rows.findLastIndex((row) => row !== undefined);
  return round < 0 ? {} : { runoffRound: round + 1, runoffCount: rows[round]!.count };
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
