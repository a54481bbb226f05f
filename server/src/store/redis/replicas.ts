import { StoreUnavailable } from '../../domain/store.ts';
import type { Client } from './client.ts';
import { type Connection, nodesOf } from './connection.ts';
import { readInfo } from './info.ts';

/** Makes sure that what must not be undone by a fail-over has reached a replica, where there are replicas. */
export interface Replicas {
  /** Waits until a replica has all that was written to the key's node. Rejects with StoreUnavailable when none has. */
  confirm(key: string): Promise<void>;
  stop(): void;
}

const LOOK_MS = 10_000;
/** A replica that was there is missed for so long: a link that is cut must not pass for a setup without replicas. */
const MEMORY_MS = 60_000;
const CONFIRM_MS = 200;

export async function watchReplicas(connection: Connection, client: Client): Promise<Replicas> {
  /** When each master was last seen with a replica, by its replication id. */
  const seen = new Map<string, number>();
  const isRecent = (at = Number.NEGATIVE_INFINITY) => performance.now() - at <= MEMORY_MS;

  /** Takes in what a node says of its replication and returns whether it has replicas, or should have. */
  function note(replication: string): boolean {
    const info = readInfo(replication);
    const id = info.get('master_replid') ?? '';
    const hasReplicas = info.get('role') === 'master' && Number(info.get('connected_slaves')) > 0;
    if (hasReplicas) seen.set(id, performance.now());
    return isRecent(seen.get(id));
  }

  async function look(): Promise<void> {
    const answers = await Promise.allSettled(nodesOf(connection).map((node) => node.info('replication')));
    for (const answer of answers) if (answer.status === 'fulfilled') note(answer.value);
  }

  await look();
  const timer = setInterval(() => void look(), LOOK_MS);
  return {
    async confirm(key) {
      if (![...seen.values()].some(isRecent)) return;
      // In one pipeline with a command on the key, the others go to the key's node in a Cluster, too.
      const replies = await client.send((redis) =>
        redis.pipeline().exists(key).wait(1, CONFIRM_MS).info('replication').exec(),
      );
      const [, waited, told] = (replies ?? []).map(([error, reply]) => (error === null ? reply : null));
      if (typeof waited === 'number' && waited > 0) return;
      // In a Cluster another master's replicas make nobody wait for one here.
      if (typeof told === 'string' && !note(told)) return;
      throw new StoreUnavailable('No replica has confirmed the change.');
    },
    stop: () => clearInterval(timer),
  };
}
