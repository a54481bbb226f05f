import type { Bins, PollId } from '@pollcast/shared';
import type { PollSnapshot } from '../../domain/store.ts';
import { type PollRow, snapshotOf } from '../poll-row.ts';
import { settled } from './course.ts';
import type { Database, Step } from './database.ts';

const COLUMNS = [
  'id',
  'definition',
  'changeable',
  'revealed',
  'status',
  'round',
  'openedAt',
  'closesAt',
  'closedAt',
  'deletedAt',
  'version',
  'tallyVersion',
  'voters',
  'countedAt',
  'historyStepMs',
] as const satisfies (keyof PollRow)[];

/** Polls as rows. */
export interface PollTable {
  /** The row as it lies there. */
  find(id: PollId): PollRow | null;
  /** The row, closed first if its deadline is reached. Only inside a transaction. */
  touch(id: PollId, step: Step): PollRow | null;
  save(row: PollRow): void;
  snapshot(row: PollRow): PollSnapshot;
  bins(id: PollId): Bins;
  /** Ids of open polls whose deadline is reached, earliest first. */
  due(nowMs: number, limit: number): PollId[];
  /** Removes ballots, counters and history. */
  clear(id: PollId): void;
  remove(id: PollId): void;
}

export function createPollTable(database: Database): PollTable {
  const select = database.prepare(`SELECT ${COLUMNS.join(', ')} FROM polls WHERE id = ?`);
  const replace = database.prepare(
    `REPLACE INTO polls (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`,
  );
  const selectBins = database.prepare('SELECT bin, count FROM bins WHERE poll = ? ORDER BY bin');
  const selectDue = database.prepare(
    `SELECT id FROM polls WHERE status = 'open' AND closesAt <= ? ORDER BY closesAt LIMIT ?`,
  );
  const deletePoll = database.prepare('DELETE FROM polls WHERE id = ?');
  const deletions = ['bins', 'ballots', 'history'].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE poll = ?`),
  );

  const find = (id: PollId) => (select.get(id) as PollRow | undefined) ?? null;
  const save = (row: PollRow) => void replace.run(...COLUMNS.map((column) => row[column]));
  const bins = (id: PollId) => {
    const rows = selectBins.all(id) as { bin: string; count: number }[];
    return Object.fromEntries(rows.map(({ bin, count }) => [bin, count]));
  };
  const clear = (id: PollId) => {
    for (const deletion of deletions) deletion.run(id);
  };

  return {
    find,
    save,
    bins,
    clear,
    touch(id, { nowMs, announce }) {
      const row = find(id);
      if (row === null) return null;
      const next = settled(row, nowMs);
      if (next === row) return row;
      save(next);
      announce({ kind: 'poll', id });
      return next;
    },
    snapshot: (row) => snapshotOf(row, bins(row.id)),
    due: (nowMs, limit) => (selectDue.all(nowMs, limit) as { id: PollId }[]).map(({ id }) => id),
    remove(id) {
      clear(id);
      deletePoll.run(id);
    },
  };
}
