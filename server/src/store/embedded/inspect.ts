import { access, constants, stat } from 'node:fs/promises';
import { freeBytesIn } from './disk.ts';
import { schemaVersionOf } from './schema.ts';
import { secretFileIn } from './secret.ts';
import { openSqlite, SQLITE, sqliteCode } from './sqlite.ts';
import { hasStoreFile, storeFileIn } from './store-file.ts';

/** What is in a data file. */
export type StoreFileFacts =
  | { state: 'missing' | 'in use' }
  | { state: 'damaged'; reason: string }
  | { state: 'sound'; schema: number; secretFingerprint: string | null };

export interface FolderFacts {
  isWritable: boolean;
  freeBytes: number;
  /** Permission bits of the secret's file; null without one. */
  secretMode: number | null;
  file: StoreFileFacts;
}

/** Looks at a data folder and leaves it as it is; null when there is none. */
export async function inspectFolder(dir: string): Promise<FolderFacts | null> {
  const folder = await stat(dir).catch(() => null);
  if (folder === null) return null;
  const secret = await stat(secretFileIn(dir)).catch(() => null);
  return {
    isWritable: await access(dir, constants.W_OK | constants.X_OK).then(
      () => true,
      () => false,
    ),
    freeBytes: await freeBytesIn(dir),
    secretMode: secret === null ? null : secret.mode & 0o777,
    file: await inspectFile(dir),
  };
}

async function inspectFile(dir: string): Promise<StoreFileFacts> {
  if (!(await hasStoreFile(dir))) return { state: 'missing' };
  const sqlite = await openSqlite(storeFileIn(dir));
  try {
    const schema = schemaVersionOf(sqlite);
    const row = sqlite.prepare(`SELECT value FROM meta WHERE name = 'secret'`).get();
    const { value = null } = (row ?? {}) as { value?: string };
    return { state: 'sound', schema, secretFingerprint: value };
  } catch (error) {
    if (sqliteCode(error) === SQLITE.BUSY) return { state: 'in use' };
    return { state: 'damaged', reason: (error as Error).message };
  } finally {
    sqlite.close();
  }
}
