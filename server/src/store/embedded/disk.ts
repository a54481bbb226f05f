import { statfs } from 'node:fs/promises';
import { StoreUnavailable } from '../../domain/store.ts';

/** The log grows to about 4 MiB before its pages go into the file, which may grow by as much. */
const MIN_FREE_BYTES = 16 * 2 ** 20;

export async function freeBytesIn(dir: string): Promise<number> {
  const { bavail, bsize } = await statfs(dir);
  return bavail * bsize;
}

/** Rejects with StoreUnavailable when the disk is as good as full: a small write could still find a place in the log. */
export async function checkRoom(dir: string): Promise<void> {
  const freeBytes = await freeBytesIn(dir);
  if (freeBytes < MIN_FREE_BYTES) throw new StoreUnavailable(`The disk under ${dir} is full.`);
}
