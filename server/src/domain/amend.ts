import type { ErrorCode } from '@pollcast/shared';
import { PollcastError } from './errors.ts';
import type { Updated } from './store.ts';

interface Documents<Key, Document, Result> {
  read(key: Key): Promise<Document | null>;
  /** Compare-and-set by the document's version; `before` is what was read. */
  update(document: Document, before: Document): Promise<Updated<Result>>;
  missing: ErrorCode;
}

/** Changes a document against whatever others change meanwhile; CONFLICT when other nodes never let it through. */
export type Amend<Key, Document, Result> = (
  key: Key,
  change: (document: Document) => Document,
) => Promise<Result>;

/** Chances to write between the moderators of other nodes. */
const ATTEMPTS = 20;

/** Writers of this node wait for each other, so that compare-and-set is left to settle what other nodes do. */
export function createAmend<Key, Document, Result>({
  read,
  update,
  missing,
}: Documents<Key, Document, Result>): Amend<Key, Document, Result> {
  const lanes = new Map<Key, Promise<unknown>>();

  async function write(key: Key, change: (document: Document) => Document): Promise<Result> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const document = await read(key);
      const updated = document === null ? null : await update(change(document), document);
      if (updated === null) throw new PollcastError(missing);
      if (updated !== 'conflict') return updated;
    }
    throw new PollcastError('CONFLICT');
  }

  return (key, change) => {
    const work = () => write(key, change);
    const written = (lanes.get(key) ?? Promise.resolve()).then(work, work);
    lanes.set(key, written);
    const leave = () => {
      if (lanes.get(key) === written) lanes.delete(key);
    };
    written.then(leave, leave);
    return written;
  };
}
