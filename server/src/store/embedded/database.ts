import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Change, StoreUnavailable } from '../../domain/store.ts';
import type { Listeners } from '../listeners.ts';
import type { StoreLog } from '../store-log.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { openSqlite, SQLITE, type Sqlite, type Statement, sqliteCode } from './sqlite.ts';

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
  const sqlite = await openFile(dir);
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
      letGo(sqlite);
      log.info({ dir }, 'embedded store closed');
    },
  };
}

async function openFile(dir: string): Promise<Sqlite> {
  let sqlite: Sqlite | undefined;
  try {
    sqlite = await openSqlite(join(dir, 'pollcast.db'));
    // The lock belongs to the process: kill -9 frees it, and no other process can take it meanwhile.
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE');
    sqlite.exec('PRAGMA journal_mode = WAL');
    sqlite.exec('PRAGMA synchronous = FULL');
    sqlite.exec('BEGIN EXCLUSIVE');
    migrate(sqlite, dir);
    sqlite.exec('COMMIT');
    return sqlite;
  } catch (error) {
    sqlite?.close();
    if (error instanceof StoreOpenError) throw error;
    const reason =
      sqliteCode(error) === SQLITE.BUSY ? 'another process has it open' : (error as Error).message;
    throw new StoreOpenError(`The store in ${dir} cannot be opened: ${reason}.`, { cause: error });
  }
}

function migrate(sqlite: Sqlite, dir: string): void {
  const { user_version: version } = sqlite.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > SCHEMA_VERSION)
    throw new StoreOpenError(`The store in ${dir} was written by a newer Pollcast.`);
  if (version === SCHEMA_VERSION) return;
  sqlite.exec(SCHEMA);
  sqlite.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`);
}

/** libsql keeps the file open while a statement lives; leaving WAL and the exclusive mode gives the lock back at once. */
function letGo(sqlite: Sqlite): void {
  try {
    sqlite.exec('PRAGMA journal_mode = DELETE');
    sqlite.exec('PRAGMA locking_mode = NORMAL');
    sqlite.prepare('SELECT count(*) FROM meta').get();
  } catch {
    // On a disk that fails the log stays beside the file, and the next start reads it.
  }
  sqlite.close();
}

function rollBack(sqlite: Sqlite): void {
  try {
    sqlite.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself, as it does when the disk is full.
  }
}
