import type { RoomResults, Runoff } from '@pollcast/shared';
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

/** Only in tables with a ranking: first choices, and an option's last round of the run-off with its ballots then. */
const RANKING_COLUMNS = ['first', 'runoffRound', 'runoffCount'] as const;

/** Without it spreadsheet programs take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\ufeff';

/** Results: one line a row of a result, times as ISO 8601. */
export function csvOf(polls: RoomResults['polls']): string {
  const hasRanking = polls.some(({ poll }) => poll.kind === 'ranking');
  const columns = [...COLUMNS, ...(hasRanking ? RANKING_COLUMNS : [])];
  const lines = polls.flatMap(linesOf).map((line) => columns.map((_, index) => line[index] ?? null));
  return BYTE_ORDER_MARK + recordsOf([columns, ...lines]);
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

function linesOf({ poll, tally, result, runoff }: RoomResults['polls'][number]): Cell[][] {
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
  return result.rows.map(({ id, label, count, percent, first = null }) => [
    ...about,
    id,
    label,
    count,
    percent,
    first,
    ...lastRoundOf(id, runoff),
  ]);
}

function lastRoundOf(id: string, runoff: Runoff | undefined): Cell[] {
  const rows = runoff?.rounds.map(({ rows }) => rows.find((row) => row.id === id)) ?? [];
  const round = rows.findLastIndex((row) => row !== undefined);
  return round < 0 ? [] : [round + 1, rows[round]!.count];
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
