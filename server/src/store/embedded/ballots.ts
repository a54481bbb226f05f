import { setImmediate } from 'node:timers/promises';
import type { PollId } from '@pollcast/shared';
import type { BallotRequest, BallotStore, CastResult, TallyRecord } from '../../domain/store.ts';
import { createCounting, PAGE } from '../counting.ts';
import type { PollRow } from '../poll-row.ts';
import { createBallotTable } from './ballot-table.ts';
import { type BatchRuling, ruleOnBatch } from './batch.ts';
import { raised } from './course.ts';
import type { Database, Step } from './database.ts';
import { createHistoryTable } from './history-table.ts';
import type { PollTable } from './poll-table.ts';

interface Deps {
  database: Database;
  polls: PollTable;
}

export function createBallots({ database, polls }: Deps): BallotStore {
  const ballots = createBallotTable(database);
  const history = createHistoryTable(database, polls);

  function tallyOf({ id, tallyVersion, voters }: PollRow): TallyRecord {
    return { version: tallyVersion, voters, bins: polls.bins(id) };
  }

  /** Stores what a batch comes to and returns the poll's row afterwards, itself when no counter changed. */
  function write(row: PollRow, { replaced, increments, voters }: BatchRuling, nowMs: number): PollRow {
    for (const [voterKey, ballot] of replaced) ballots.save(row.id, voterKey, ballot);
    if (increments.size === 0 && voters === 0) return row;
    const historyStepMs = history.record(row, nowMs);
    for (const [bin, increment] of increments) ballots.add(row.id, bin, increment);
    const tallyVersion = raised(row.tallyVersion, nowMs);
    const next = { ...row, tallyVersion, voters: row.voters + voters, countedAt: nowMs, historyStepMs };
    polls.save(next);
    return next;
  }

  function apply(row: PollRow, batch: readonly BallotRequest[], { nowMs, announce }: Step): CastResult {
    const find = (voterKey: string) => ballots.find(row.id, voterKey);
    const ruling = ruleOnBatch({ row, batch, nowMs, find });
    const next = write(row, ruling, nowMs);
    const tally = tallyOf(next);
    const madeFor = { round: row.round, pollVersion: row.version };
    if (next !== row) announce({ kind: 'poll', id: row.id, tally: { ...tally, ...madeFor } });
    return { stale: false, outcomes: ruling.outcomes, tally };
  }

  /** Reads of a poll that is there, in one step. */
  function read<T>(id: PollId, work: (row: PollRow) => T): T | null {
    return database.read(() => {
      const row = polls.find(id);
      return row === null ? null : work(row);
    });
  }

  async function* pages(id: PollId): AsyncGenerator<[voterKey: string, packed: string][]> {
    let last = '';
    for (;;) {
      const page = database.read(() => ballots.after(id, last, PAGE));
      if (page.length === 0) return;
      yield page;
      last = page.at(-1)![0];
      // Votes come between pages.
      await setImmediate();
    }
  }

  return {
    async cast(id, pollVersion, batch) {
      return database.transact((step): CastResult => {
        const row = polls.touch(id, step);
        const isStale = row === null || row.deletedAt !== null || row.version !== pollVersion;
        return isStale ? { stale: true } : apply(row, batch, step);
      });
    },
    get: async (id, voterKey) => database.read(() => ballots.find(id, voterKey)),
    history: async (id) => read(id, history.read) ?? [],
    ...createCounting({
      look: async (id, mostBallots) =>
        read(id, (row) => ({
          round: row.round,
          counted: tallyOf(row),
          contents: row.voters > mostBallots ? null : ballots.contents(id),
        })),
      pages,
    }),
  };
}
