import { StoreOpenError } from '../store-open-error.ts';
import type { Sqlite } from './sqlite.ts';

/**
 * The schema's history: the entry at n makes version n + 1 of version n, and a new file goes through them all. What has
 * been released is not edited; a change is a new entry. PRAGMA user_version tells how far a file has come.
 */
export const MIGRATIONS: readonly string[] = [
  `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE rooms (
  code TEXT PRIMARY KEY, document TEXT NOT NULL, createdAt INTEGER NOT NULL, version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX rooms_by_version ON rooms (version);

CREATE TABLE polls (
  id TEXT PRIMARY KEY, definition TEXT NOT NULL, changeable INTEGER NOT NULL, revealed INTEGER,
  status TEXT NOT NULL, round INTEGER NOT NULL,
  openedAt INTEGER, closesAt INTEGER, closedAt INTEGER, deletedAt INTEGER, version INTEGER NOT NULL,
  tallyVersion INTEGER NOT NULL, voters INTEGER NOT NULL, countedAt INTEGER, historyStepMs INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX polls_by_deadline ON polls (closesAt) WHERE status = 'open';

CREATE TABLE bins (
  poll TEXT NOT NULL, bin TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (poll, bin)
) WITHOUT ROWID;

CREATE TABLE ballots (
  poll TEXT NOT NULL, voterKey TEXT NOT NULL, packed TEXT NOT NULL, PRIMARY KEY (poll, voterKey)
) WITHOUT ROWID;

CREATE TABLE history (
  poll TEXT NOT NULL, at INTEGER NOT NULL, voters INTEGER NOT NULL, bins TEXT NOT NULL, PRIMARY KEY (poll, at)
) WITHOUT ROWID;
`,
];

/** Brings a file to the newest schema, within the caller's transaction; one of a newer Pollcast is refused. */
export function migrate(sqlite: Sqlite, migrations: readonly string[] = MIGRATIONS): void {
  const version = schemaVersionOf(sqlite);
  if (version > migrations.length)
    throw new StoreOpenError(
      `The data was written by a newer Pollcast (schema ${version}, this one knows ${migrations.length}).`,
    );
  for (const statements of migrations.slice(version)) sqlite.exec(statements);
  sqlite.exec(`PRAGMA user_version = ${migrations.length}`);
}

/** 0 is a file without anything in it. */
export function schemaVersionOf(sqlite: Sqlite): number {
  const row = sqlite.prepare('PRAGMA user_version').get() as { user_version: number };
  return row.user_version;
}
