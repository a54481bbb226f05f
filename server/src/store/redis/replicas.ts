import { StoreUnavailable } from '../../domain/store.ts';
import type { Client } from './client.ts';
import { type Connection, nodesOf } from './connection.ts';

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
  let seenAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    const roles = await Promise.allSettled(nodesOf(connection).map((node) => node.role()));
    if (roles.some((role) => role.status === 'fulfilled' && hasReplicas(role.value)))
      seenAt = performance.now();
  }

  await look();
  const timer = setInterval(look, LOOK_MS);
  return {
    async confirm(key) {
      if (performance.now() - seenAt > MEMORY_MS) return;
      // In one pipeline with a command on the key, WAIT goes to the key's node in a Cluster, too.
      const replies = await client.send((redis) => redis.pipeline().exists(key).wait(1, CONFIRM_MS).exec());
      const [error, confirmed] = replies?.[1] ?? [null, 0];
      if (error !== null || confirmed === 0)
        throw new StoreUnavailable('No replica has confirmed the change.');
    },
    stop: () => clearInterval(timer),
  };
}

/** ROLE of a master: its replicas stand third. */
function hasReplicas(role: unknown[]): boolean {
  return role[0] === 'master' && (role[2] as unknown[]).length > 0;
}
