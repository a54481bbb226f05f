import type { PollId } from '@pollcast/shared';
import type { Expected, NewPoll, PollSnapshot, PollStore, StatusChange } from '../../domain/store.ts';
import { HISTORY_STEP_MS } from '../history.ts';
import { definitionOf, type PollRow } from '../poll-row.ts';
import { type CourseRule, closing, edited, lifted, opening, resetting, settled } from './course.ts';
import type { Database, Step } from './database.ts';
import type { PollTable } from './poll-table.ts';

const MAX_DUE = 1000;

interface Deps {
  database: Database;
  table: PollTable;
  now: () => number;
}

export function createPolls({ database, table, now }: Deps): PollStore {
  function read(id: PollId): PollSnapshot | null {
    const row = database.read(() => table.find(id));
    if (row === null) return null;
    if (settled(row, now()) === row) return database.read(() => table.snapshot(row));
    return database.transact((step) => table.snapshot(table.touch(id, step)!));
  }

  function follow(id: PollId, { version }: Expected, rule: CourseRule): StatusChange {
    return database.transact((step): StatusChange => {
      const row = table.touch(id, step);
      if (row === null || row.deletedAt !== null) return { refused: 'POLL_NOT_FOUND' };
      if (version !== undefined && version !== row.version) return { refused: 'STALE' };
      const next = rule(row, step.nowMs);
      if ('refused' in next) return next;
      if (next === row) return { changed: false, snapshot: table.snapshot(row) };
      if (next.round !== row.round) table.clear(id);
      put(table, next, step);
      return { changed: true, snapshot: table.snapshot(next) };
    });
  }

  return {
    async create(poll) {
      return database.transact((step) => {
        const existing = table.touch(poll.id, step);
        if (existing !== null) return { created: false, snapshot: table.snapshot(existing) };
        const row = newRow(poll, step.nowMs);
        put(table, row, step);
        return { created: true, snapshot: table.snapshot(row) };
      });
    },

    get: async (ids) => ids.map(read),

    async update(poll, how = { retells: false }) {
      return database.transact((step) => {
        const row = table.touch(poll.id, step);
        if (row === null) return null;
        if (row.version !== poll.version) return 'conflict';
        const next = edited(poll, how)(row, step.nowMs);
        put(table, next, step);
        return table.snapshot(next);
      });
    },

    async erase(ids) {
      database.transact(({ announce }) => {
        for (const id of ids) {
          table.remove(id);
          announce({ kind: 'poll', id });
        }
      });
    },

    open: async (id, how) => follow(id, how, opening(how)),
    close: async (id, expected = {}) => follow(id, expected, closing(expected.round)),
    reset: async (id, expected = {}) => follow(id, expected, resetting(expected.round)),

    async raise(id, seen) {
      database.transact((step) => {
        const row = table.touch(id, step);
        const next = row === null ? null : lifted(row, seen, step.nowMs);
        if (next === null || next === row) return;
        if (next.round !== row?.round) table.clear(id);
        put(table, next, step);
      });
    },

    listDue: async () => database.read(() => table.due(now(), MAX_DUE)),
  };
}

function newRow(poll: NewPoll, nowMs: number): PollRow {
  return {
    id: poll.id,
    ...definitionOf(poll),
    status: 'draft',
    round: 1,
    openedAt: null,
    closesAt: null,
    closedAt: null,
    deletedAt: null,
    version: nowMs,
    tallyVersion: nowMs,
    voters: 0,
    countedAt: null,
    historyStepMs: HISTORY_STEP_MS,
  };
}

function put(table: PollTable, row: PollRow, { announce }: Step): void {
  table.save(row);
  announce({ kind: 'poll', id: row.id });
}
