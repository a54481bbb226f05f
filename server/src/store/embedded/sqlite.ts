/** What a column holds. */
export type SqlValue = string | number | null;

/** A prepared statement, bound by position. */
export interface Statement {
  run(...values: SqlValue[]): unknown;
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
}

/** The part of SQLite's synchronous API that node:sqlite and libsql have in common. */
export interface Sqlite {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): void;
}

type Constructor = new (path: string) => Sqlite;

/** Opens a database file with Node's own SQLite (22.13 and later), else with libsql. */
export async function openSqlite(path: string): Promise<Sqlite> {
  const builtIn = process.getBuiltinModule('node:sqlite') as { DatabaseSync: Constructor } | undefined;
  const Database = builtIn?.DatabaseSync ?? ((await import('libsql')).default as unknown as Constructor);
  return new Database(path);
}

/** SQLite's primary result code of an error, or null of any other error. */
export function sqliteCode(error: unknown): number | null {
  const { errcode, rawCode } = error as { errcode?: number; rawCode?: number };
  const code = errcode ?? rawCode;
  return code === undefined ? null : code & 0xff;
}

/** The result codes that mean something here (sqlite.org/rescode.html). */
export const SQLITE = { BUSY: 5, NOMEM: 7, READONLY: 8, IOERR: 10, FULL: 13, CANTOPEN: 14 } as const;
