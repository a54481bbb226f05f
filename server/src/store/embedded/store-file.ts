import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreOpenError } from '../store-open-error.ts';
import { openSqlite, SQLITE, type Sqlite, sqliteCode } from './sqlite.ts';

/** Where the data of a folder lies. */
export function storeFileIn(dir: string): string {
  return join(dir, 'pollcast.db');
}

export function hasStoreFile(dir: string): Promise<boolean> {
  return stat(storeFileIn(dir)).then(
    () => true,
    () => false,
  );
}

/** Rejects with StoreOpenError where no store was ever opened. */
export async function requireStoreFile(dir: string): Promise<void> {
  if (!(await hasStoreFile(dir))) throw new StoreOpenError(`There is no store in ${dir}.`);
}

/**
 * Opens a folder's data for this process alone and lets `prepare` work on it in one transaction. Rejects with
 * StoreOpenError, of kind StoreInUse when another process has it open.
 */
export async function openStoreFile(dir: string, prepare: (sqlite: Sqlite) => void): Promise<Sqlite> {
  let sqlite: Sqlite | undefined;
  try {
    sqlite = await openSqlite(storeFileIn(dir));
    // The lock belongs to the process: kill -9 frees it, and no other process can take it meanwhile.
    sqlite.exec('PRAGMA locking_mode = EXCLUSIVE');
    sqlite.exec('PRAGMA journal_mode = WAL');
    sqlite.exec('PRAGMA synchronous = FULL');
    sqlite.exec('BEGIN EXCLUSIVE');
    prepare(sqlite);
    sqlite.exec('COMMIT');
    return sqlite;
  } catch (error) {
    if (sqlite !== undefined) closeStoreFile(sqlite);
    throw openErrorOf(error, dir);
  }
}

/** Another process has the data open. */
export class StoreInUse extends StoreOpenError {
  override name = 'StoreInUse';
}

function openErrorOf(error: unknown, dir: string): StoreOpenError {
  const failed = `The store in ${dir} cannot be opened`;
  if (sqliteCode(error) === SQLITE.BUSY)
    return new StoreInUse(
      `${failed}: another process has it open. A second server needs a DATA_DIR and a PORT of its own.`,
      { cause: error },
    );
  const { message } = error as Error;
  return new StoreOpenError(`${failed}: ${message.replace(/\.$/, '')}.`, { cause: error });
}

/** libsql keeps the file open while a statement lives; leaving WAL and the exclusive mode gives the lock back at once. */
export function closeStoreFile(sqlite: Sqlite): void {
  rollBack(sqlite);
  try {
    sqlite.exec('PRAGMA journal_mode = DELETE');
    sqlite.exec('PRAGMA locking_mode = NORMAL');
    sqlite.prepare('SELECT count(*) FROM meta').get();
  } catch {
    // On a disk that fails the log stays beside the file, and the next start reads it.
  }
  sqlite.close();
}

export function rollBack(sqlite: Sqlite): void {
  try {
    sqlite.exec('ROLLBACK');
  } catch {
    // There is nothing to undo, or SQLite has done it by itself, as it does when the disk is full.
  }
}
