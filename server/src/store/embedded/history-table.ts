import type { HistoryPoint } from '@pollcast/shared';
import { isFull, isNewStep } from '../history.ts';
import { packContent, unpackContent } from '../packed-ballot.ts';
import type { PollRow } from '../poll-row.ts';
import type { Database } from './database.ts';
import type { PollTable } from './poll-table.ts';

export interface HistoryTable {
  /** Before a change at `nowMs`: writes down the counters of the last step if a new one begins. Returns the step's length. */
  record(row: PollRow, nowMs: number): number;
  /** Every point, the newest being the counters as they are. */
  read(row: PollRow): HistoryPoint[];
}

export function createHistoryTable(database: Database, polls: PollTable): HistoryTable {
  const insert = database.prepare('INSERT INTO history (poll, at, voters, bins) VALUES (?, ?, ?, ?)');
  const select = database.prepare('SELECT at, voters, bins FROM history WHERE poll = ? ORDER BY at');
  const count = database.prepare('SELECT count(*) AS points FROM history WHERE poll = ?');
  const thin = database.prepare(
    `DELETE FROM history WHERE poll = ?1 AND at IN
       (SELECT at FROM (SELECT at, row_number() OVER (ORDER BY at) AS place FROM history WHERE poll = ?1) WHERE place % 2 = 0)`,
  );

  return {
    record(row, nowMs) {
      const { id, voters, countedAt, historyStepMs } = row;
      if (countedAt === null || !isNewStep(countedAt, nowMs, historyStepMs)) return historyStepMs;
      const content = packContent(polls.bins(id));
      insert.run(id, countedAt, voters, content);
      const { points } = count.get(id) as { points: number };
      if (!isFull(points, content.length)) return historyStepMs;
      thin.run(id);
      return historyStepMs * 2;
    },

    read({ id, countedAt, voters }) {
      if (countedAt === null) return [];
      const rows = select.all(id) as { at: number; voters: number; bins: string }[];
      const points = rows.map((row) => ({
        at: row.at,
        voters: row.voters,
        bins: unpackContent(row.bins) ?? {},
      }));
      return [...points, { at: countedAt, voters, bins: polls.bins(id) }];
    },
  };
}
