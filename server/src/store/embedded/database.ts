import { mkdir } from 'node:fs/promises';
import { type Change, StoreUnavailable } from '../../domain/store.ts';
import type { Listeners } from '../listeners.ts';
import type { StoreLog } from '../store-log.ts';
import { migrate } from './schema.ts';
import { SQLITE, type Statement, sqliteCode } from './sqlite.ts';
import { closeStoreFile, openStoreFile, rollBack } from './store-file.ts';

/** One transaction: a single reading of the clock, and what listeners hear of once it is on disk. */
export interface Step {
  nowMs: number;
  announce(change: Change): void;
}

/** The file behind the embedded store. */
export interface Database {
  prepare(sql: string): Statement;
  /** Runs reads; the same errors as `transact`. */
  read<T>(work: () => T): T;
  /** Runs work in one transaction and returns when it is on disk. Throws StoreUnavailable when it cannot be. */
  transact<T>(work: (step: Step) => T): T;
  close(): void;
}

const UNAVAILABLE: readonly (number | null)[] = [
  SQLITE.BUSY,
  SQLITE.NOMEM,
  SQLITE.READONLY,
  SQLITE.IOERR,
  SQLITE.FULL,
  SQLITE.CANTOPEN,
];

interface Options {
  dir: string;
  now: () => number;
  listeners: Listeners;
  log: StoreLog;
}

export async function openDatabase({ dir, now, listeners, log }: Options): Promise<Database> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const sqlite = await openStoreFile(dir, migrate);
  let isOpen = true;
  let isSound = true;

  function read<T>(work: () => T): T {
    if (!isOpen) throw new StoreUnavailable('The store is closed.');
    try {
      return work();
    } catch (error) {
      const code = sqliteCode(error);
      if (!UNAVAILABLE.includes(code)) throw error;
      throw new StoreUnavailable(`The store in ${dir} fails: ${(error as Error).message}`, { cause: error });
    }
  }

  function commit<T>(work: () => T): T {
    sqlite.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      sqlite.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(sqlite);
      if (sqliteCode(error) === SQLITE.IOERR) isSound = false;
      throw error;
    }
  }

  return {
    prepare: (sql) => sqlite.prepare(sql),
    read,
    transact(work) {
      // After a failed write to disk nobody knows what is on it (wiki.postgresql.org/wiki/Fsync_Errors): only a new
      // start, which reads it again, may write again.
      if (!isSound)
        throw new StoreUnavailable(`The disk under ${dir} has failed; restart the server once it is sound.`);
      const changes: Change[] = [];
      const step: Step = { nowMs: now(), announce: (change) => void changes.push(change) };
      const result = read(() => commit(() => work(step)));
      for (const change of changes) listeners.emit(change);
      return result;
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      closeStoreFile(sqlite);
      log.info({ dir }, 'embedded store closed');
    },
  };
}
