import { setTimeout as delay } from 'node:timers/promises';
import type { PollId } from '@pollcast/shared';
import type { Counters, Store } from '../../domain/store.ts';
import { createListeners, type Listeners } from '../listeners.ts';
import { PRESENCE_MS } from '../presence.ts';
import type { StoreLog } from '../store-log.ts';
import { StoreOpenError } from '../store-open-error.ts';
import { createBallots } from './ballots.ts';
import { type ChangeFeed, followChanges } from './change-feed.ts';
import { type Client, createClient } from './client.ts';
import { type Connection, connect, onReconnect } from './connection.ts';
import { createDeadlines } from './deadlines.ts';
import { startHeartbeat } from './heartbeat.ts';
import { CHANGES, META, PROBE, roomKeys } from './keys.ts';
import { readNotice, tallyNotice } from './notice.ts';
import { createPolls } from './polls.ts';
import { watchReplicas } from './replicas.ts';
import { createRooms } from './rooms.ts';
import { migrate } from './schema.ts';
import { createThrottle } from './throttle.ts';

export interface RedisStoreOptions {
  /** One address, or several of a Cluster, comma-separated. */
  url: string;
  /** Names this process among all nodes; no spaces. */
  nodeId: string;
  /** Names the server's secret. A node with another one than the first is refused: every voter could vote again. */
  secretFingerprint: string;
  /** Opens only what is there already. */
  mustExist?: boolean;
  /** Least time between two notices of a poll's counters to other nodes, in ms. */
  noticeMs: number;
  log: StoreLog;
}

const FEED_MS = 5000;
const PROBE_MS = 60_000;

/**
 * Opens the store of any number of nodes: one Redis, or a Cluster. Rejects with StoreOpenError within a few seconds
 * when Redis cannot be reached, when the secret is another one, or when a newer Pollcast wrote the data.
 */
export async function openRedisStore(options: RedisStoreOptions): Promise<Store> {
  const { url, log, nodeId } = options;
  const connection = await connect(url, log);
  const listeners = createListeners(log);
  const feed = followChanges({
    url,
    log,
    onGap: () => listeners.emit({ kind: 'reset' }),
    onNotice(text) {
      const change = readNotice(nodeId, text);
      if (change !== null) listeners.emit(change);
    },
  });
  try {
    const client = createClient(connection);
    await claim(client, options);
    await untilHeard(feed);
    return await compose({ ...options, connection, client, listeners, feed });
  } catch (error) {
    feed.close();
    connection.disconnect();
    if (error instanceof StoreOpenError) throw error;
    throw new StoreOpenError(`Redis cannot be used: ${(error as Error).message}`, { cause: error });
  }
}

interface Parts extends RedisStoreOptions {
  connection: Connection;
  client: Client;
  listeners: Listeners;
  feed: ChangeFeed;
}

async function compose({
  connection,
  client,
  listeners,
  feed,
  nodeId,
  noticeMs,
  log,
}: Parts): Promise<Store> {
  const heartbeat = startHeartbeat(connection);
  await heartbeat.beat();
  const { now } = heartbeat;
  const replicas = await watchReplicas(connection, client);
  const deadlines = createDeadlines(client, now);
  const notices = createThrottle<PollId, Counters>(noticeMs, (id, tally) => {
    // A lost notice is made good by the next one, or by the nodes' own look at what they watch.
    client.send((redis) => redis.publish(CHANGES, tallyNotice(nodeId, id, tally))).catch(() => {});
  });
  // What the connection was away for may have been done without an answer.
  onReconnect(connection, () => listeners.emit({ kind: 'reset' }));

  return {
    rooms: createRooms({ client, nodeId, now }),
    polls: createPolls({ client, nodeId, replicas, deadlines }),
    ballots: createBallots({
      client,
      nodeId,
      onCounted(id, tally) {
        listeners.emit({ kind: 'poll', id, tally });
        notices.push(id, tally);
      },
    }),
    reportPresence: (code, node, present) =>
      client.run<number>('report-presence', roomKeys(code).slice(1), [node, present, PRESENCE_MS]),
    onChange: listeners.add,
    now,
    check: () => client.send((redis) => redis.set(PROBE, nodeId, 'PX', PROBE_MS)).then(() => {}),
    async close() {
      notices.flush();
      heartbeat.stop();
      replicas.stop();
      feed.close();
      // Answers to what is under way come before the answer to QUIT.
      await connection.quit().catch(() => connection.disconnect());
      log.info({ nodeId }, 'Redis store closed');
    },
  };
}

async function claim(
  client: Client,
  { secretFingerprint, mustExist = false }: RedisStoreOptions,
): Promise<void> {
  if (mustExist && !(await client.send((redis) => redis.exists(META))))
    throw new StoreOpenError('There is no Pollcast data in this Redis.');
  await client.send((redis) => redis.hsetnx(META, 'secret', secretFingerprint));
  const owner = await client.send((redis) => redis.hget(META, 'secret'));
  if (owner !== secretFingerprint)
    throw new StoreOpenError(
      'The data in Redis belongs to another SECRET; with this one everybody could vote again.',
    );
  await migrate(client);
}

async function untilHeard(feed: ChangeFeed): Promise<void> {
  const deadline = new AbortController();
  const late = delay(FEED_MS, 'late', { signal: deadline.signal });
  const first = await Promise.race([feed.heard, late]);
  deadline.abort();
  if (first === 'late') throw new StoreOpenError('The change feed in Redis cannot be heard.');
}
