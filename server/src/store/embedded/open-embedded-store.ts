import type { Store } from '../../domain/store.ts';
import { createListeners } from '../listeners.ts';
import type { StoreLog } from '../store-log.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { createBallots } from './ballots.ts';
import { type Database, openDatabase } from './database.ts';
import { checkRoom } from './disk.ts';
import { createPollTable } from './poll-table.ts';
import { createPolls } from './polls.ts';
import { createPresence } from './presence.ts';
import { createRooms } from './rooms.ts';

export interface EmbeddedStoreOptions {
  /** Folder of the database; made if it is not there, readable by the owner only. */
  dir: string;
  /** Names the server's secret. Another one than last time is refused: every voter could vote again. */
  secretFingerprint: string;
  log: StoreLog;
  /** Epoch ms; the process's clock unless a test brings its own. */
  now?: () => number;
}

/**
 * Opens the store of a single server: one SQLite file, on disk before a write resolves. Rejects with StoreOpenError
 * when another process has the folder open, when the secret is another one, or when a newer Pollcast wrote it.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<Store> {
  const { dir, secretFingerprint, log, now = Date.now } = options;
  const listeners = createListeners(log);
  const database = await openDatabase({ dir, now, listeners, log });
  try {
    claim(database, secretFingerprint, dir);
  } catch (error) {
    database.close();
    throw error;
  }
  const table = createPollTable(database);
  const reportPresence = createPresence(now);
  const probe = database.prepare(`REPLACE INTO meta (name, value) VALUES ('checkedAt', ?)`);

  return {
    rooms: createRooms(database),
    polls: createPolls({ database, table, now }),
    ballots: createBallots({ database, polls: table }),
    reportPresence: async (code, node, present) => reportPresence(code, node, present),
    onChange: listeners.add,
    now,
    async check() {
      await checkRoom(dir);
      database.transact(({ nowMs }) => void probe.run(String(nowMs)));
    },
    close: async () => database.close(),
  };
}

function claim(database: Database, secretFingerprint: string, dir: string): void {
  const owner = database.transact(() => {
    database.prepare(`INSERT OR IGNORE INTO meta (name, value) VALUES ('secret', ?)`).run(secretFingerprint);
    return database.prepare(`SELECT value FROM meta WHERE name = 'secret'`).get() as { value: string };
  });
  if (owner.value === secretFingerprint) return;
  throw new StoreOpenError(
    `The store in ${dir} belongs to another SECRET; with this one everybody could vote again.`,
  );
}
