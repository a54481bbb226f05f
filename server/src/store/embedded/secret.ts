import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreOpenError } from '../store-open-error.ts';

const SECRET_BYTES = 32;
const SECRET_CHARACTERS = 43;

/** The server's secret in the data folder, made on the first start: 256 random bits, readable by the owner only. */
export async function loadOrCreateSecret(dir: string): Promise<string> {
  const path = join(dir, 'secret');
  const secret = (await readSecret(path)) ?? (await createSecret(dir, path));
  if (secret.length < SECRET_CHARACTERS) throw new StoreOpenError(`The secret in ${path} is damaged.`);
  return secret;
}

async function readSecret(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw new StoreOpenError(`The secret in ${path} cannot be read.`, { cause: error });
  }
}

/** Whole and on disk before it has its name; of two processes that start together both get the first one's. */
async function createSecret(dir: string, path: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeDurably(draft, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`);
  try {
    await link(draft, path);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await unlink(draft);
  }
  await syncFolder(dir);
  return (await readFile(path, 'utf8')).trim();
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
