import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StoreOpenError } from '../store-open-error.ts';
import { isMissing, sync, writeDurably } from './files.ts';
import { MIGRATIONS, schemaVersionOf } from './schema.ts';
import { readSecret, secretFileIn, writeSecret } from './secret.ts';
import { openSqlite, type Sqlite } from './sqlite.ts';
import { closeStoreFile, openStoreFile, requireStoreFile, storeFileIn } from './store-file.ts';

/*
 * A backup is one SQLite file: everything of the store, and the secret that the server has made, without which the
 * ballots would be strangers'. Both ways the result has its name when it is whole and on disk, or never.
 */

const SECRET = 'backupOfSecret';

/** Writes a store that no process has open into a new file. Rejects with StoreOpenError. */
export async function backUp(dir: string, file: string): Promise<void> {
  await requireStoreFile(dir);
  await requireAbsence(file, `${file} is there already.`);
  const secret = await readSecret(dir);
  const source = await openStoreFile(dir, () => {});
  await intoPlace(file, async (draft) => {
    try {
      // An empty file is written into; so nobody else may read it from its beginning.
      await writeDurably(draft, '');
      source.prepare('VACUUM INTO ?').run(draft);
    } finally {
      closeStoreFile(source);
    }
    await withSqlite(draft, (copy) => {
      requireSound(copy, draft);
      if (secret !== null) copy.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(SECRET, secret);
    });
  });
}

/** Makes a store of a backup, in a folder that has none. Rejects with StoreOpenError. */
export async function restore(file: string, dir: string): Promise<{ hasSecret: boolean }> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const path of [storeFileIn(dir), secretFileIn(dir)])
    await requireAbsence(path, `${dir} holds a store already; move it away first.`);
  let secret: string | null = null;
  await intoPlace(storeFileIn(dir), async (draft) => {
    await copyFile(file, draft);
    await chmod(draft, 0o600);
    secret = await withSqlite(draft, (copy) => {
      requireSound(copy, file);
      return takeSecret(copy);
    });
    if (secret !== null) await writeSecret(dir, secret);
  });
  return { hasSecret: secret !== null };
}

async function intoPlace(path: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${path}.partial`;
  try {
    await rm(draft, { force: true });
    await write(draft);
    await sync(draft);
    await rename(draft, path);
    await sync(dirname(path));
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof StoreOpenError) throw error;
    throw new StoreOpenError(`${path} cannot be written: ${(error as Error).message}.`, { cause: error });
  }
}

async function requireAbsence(path: string, otherwise: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  throw new StoreOpenError(otherwise);
}

async function withSqlite<T>(path: string, work: (sqlite: Sqlite) => T): Promise<T> {
  const sqlite = await openSqlite(path);
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}

function requireSound(sqlite: Sqlite, file: string): void {
  const fault = faultOf(sqlite);
  if (fault !== null) throw new StoreOpenError(`${file} is no sound Pollcast store: ${fault}.`);
}

function faultOf(sqlite: Sqlite): string | null {
  try {
    const version = schemaVersionOf(sqlite);
    if (version === 0) return 'it has no data of Pollcast';
    if (version > MIGRATIONS.length) return `a newer Pollcast wrote it (schema ${version})`;
    const { integrity_check: finding } = sqlite.prepare('PRAGMA integrity_check(1)').get() as {
      integrity_check: string;
    };
    return finding === 'ok' ? null : finding;
  } catch (error) {
    return (error as Error).message;
  }
}

function takeSecret(copy: Sqlite): string | null {
  const row = copy.prepare('SELECT value FROM meta WHERE name = ?').get(SECRET) as
    | { value: string }
    | undefined;
  copy.prepare('DELETE FROM meta WHERE name = ?').run(SECRET);
  return row?.value ?? null;
}
