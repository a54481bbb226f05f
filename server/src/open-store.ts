import { randomUUID } from 'node:crypto';
import type { Config } from './config.ts';
import type { Store } from './domain/store.ts';
import { fingerprint } from './identity/voters.ts';
import { openEmbeddedStore } from './store/embedded/open-embedded-store.ts';
import { loadOrCreateSecret } from './store/embedded/secret.ts';
import { requireStoreFile } from './store/embedded/store-file.ts';
import { openRedisStore } from './store/redis/open-redis-store.ts';
import type { StoreLog } from './store/store-log.ts';

interface Options {
  config: Config;
  log: StoreLog;
  nodeId?: string;
  /** Opens only what is there already. */
  mustExist?: boolean;
}

/** Opens the store that the configuration names, and the secret that goes with it. */
export async function openStore({
  config,
  log,
  nodeId = randomUUID(),
  mustExist = false,
}: Options): Promise<{ store: Store; secret: string }> {
  const { DATA_DIR: dir, REDIS_URL: url, CADENCE_MS: noticeMs } = config;
  if (mustExist && url === undefined) await requireStoreFile(dir);
  const secret = config.SECRET ?? (await loadOrCreateSecret(dir));
  const common = { secretFingerprint: fingerprint(secret), log };
  const store =
    url === undefined
      ? await openEmbeddedStore({ ...common, dir })
      : await openRedisStore({ ...common, url, nodeId, noticeMs, mustExist });
  return { store, secret };
}
