import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreOpenError } from '../store-open-error.ts';
import { isMissing, sync, writeDurably } from './files.ts';

const SECRET_BYTES = 32;
const SECRET_CHARACTERS = 43;

export function secretFileIn(dir: string): string {
  return join(dir, 'secret');
}

/** The server's secret in the data folder, made on the first start: 256 random bits, readable by the owner only. */
export async function loadOrCreateSecret(dir: string): Promise<string> {
  const secret = (await readSecret(dir)) ?? (await createSecret(dir));
  if (secret.length < SECRET_CHARACTERS)
    throw new StoreOpenError(`The secret in ${secretFileIn(dir)} is damaged.`);
  return secret;
}

/** The secret in a data folder; null where the server was always given one. */
export async function readSecret(dir: string): Promise<string | null> {
  const path = secretFileIn(dir);
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (isMissing(error)) return null;
    throw new StoreOpenError(`The secret in ${path} cannot be read.`, { cause: error });
  }
}

/** Puts a secret into a data folder unless there is one: whole and on disk before it has its name. */
export async function writeSecret(dir: string, secret: string): Promise<void> {
  const path = secretFileIn(dir);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeDurably(draft, `${secret}\n`);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  await sync(dir);
}

/** Of two processes that start together both get the first one's. */
async function createSecret(dir: string): Promise<string> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeSecret(dir, randomBytes(SECRET_BYTES).toString('base64url'));
  return (await readFile(secretFileIn(dir), 'utf8')).trim();
}
