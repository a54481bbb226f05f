import { createServer } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import { terminate, unsentBytes } from '../../server/src/realtime/connection.ts';
import { directBroadcasts } from '../../server/src/realtime/direct-broadcasts.ts';
import { type SlowWatchers, watchSlowWatchers } from '../../server/src/realtime/slow-watchers.ts';
import { createSubscriptions } from '../../server/src/realtime/subscriptions.ts';
import type { Io, Watcher } from '../../server/src/realtime/types.ts';
import { closesAfterEach } from '../support/keep.ts';
import { networkOf, openRawClient, type RawClient } from '../support/raw-client.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();

const MAX_UNSENT_BYTES = 64 * 1024;
/** Until the network between two sockets of this machine takes no more, with room to spare. */
const FLOOD_BYTES = 24 * 1024 * 1024;
/** A room's channel, as subscriptions name it. */
const CHANNEL = 'room:K7M4RX:voter';

interface Hall {
  io: Io;
  slow: SlowWatchers;
  resumed: Watcher[];
  cuts(): number;
  url: string;
  /** A client in the channel, and the server's end of it. */
  join(): Promise<{ client: RawClient; watcher: Watcher; network: NetSocket }>;
}

/** A Socket.IO server that watches who is slow, and whose heartbeats do not get in the way unless told so. */
async function openSocketHall({ frames = 'direct', heartbeatMs = 60_000 } = {}): Promise<Hall> {
  const http = createServer();
  const resumed: Watcher[] = [];
  let cutCount = 0;
  const io: Io = new Server(http, {
    serveClient: false,
    pingInterval: heartbeatMs,
    pingTimeout: heartbeatMs,
    ...(frames === 'direct' && { adapter: directBroadcasts((watcher) => slow.suspect(watcher)).adapter }),
  });
  const subscriptions = createSubscriptions(io);
  const slow = watchSlowWatchers({
    io,
    withhold: subscriptions.suspend,
    resume: async (watcher) => void resumed.push(watcher),
    onCut: () => {
      cutCount += 1;
    },
    onFault(fault) {
      throw fault;
    },
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  keep({
    async close() {
      slow.close();
      for (const { conn } of io.of('/').sockets.values()) terminate(conn);
      await io.close();
    },
  });

  async function join() {
    const connected = new Promise<Watcher>((resolve) => io.once('connection', resolve));
    const client = keep(openRawClient(url));
    const watcher = await connected;
    watcher.join(CHANNEL);
    await until(() => client.socket.connected);
    const { socket } = watcher.conn.transport as unknown as { socket: { _socket: NetSocket } };
    return { client, watcher, network: socket._socket };
  }
  return { io, slow, resumed, cuts: () => cutCount, url, join };
}

/** Sends pushes of so many bytes each to the channel, a turn after each, and returns the most that lay unsent. */
async function flood({ io }: Hall, watcher: Watcher, pushBytes: number): Promise<number> {
  let mostBytes = 0;
  for (let sentBytes = 0; sentBytes < FLOOD_BYTES; sentBytes += pushBytes) {
    io.local.to(CHANNEL).emit('room:changed', { title: 'x'.repeat(pushBytes) } as never);
    await new Promise(setImmediate);
    mostBytes = Math.max(mostBytes, unsentBytes(watcher.conn));
  }
  return mostBytes;
}

describe.each(['direct', 'stock'])('A watcher who does not read, with %s frames', (frames) => {
  const PUSH_BYTES = 8_000;

  test('[T2] holds no more than the bound and one push, while others are sent everything', async () => {
    const hall = await openSocketHall({ frames });
    const [stalled, reader] = [await hall.join(), await hall.join()];
    networkOf(stalled.client).pause();
    const mostBytes = await flood(hall, stalled.watcher, PUSH_BYTES);
    expect(mostBytes).toBeGreaterThan(MAX_UNSENT_BYTES);
    expect(mostBytes).toBeLessThan(MAX_UNSENT_BYTES + 2 * PUSH_BYTES);
    const sentCount = Math.ceil(FLOOD_BYTES / PUSH_BYTES);
    await until(() => reader.client.pushes('room:changed').length === sentCount, 60_000);
    expect(stalled.client.pushes('room:changed').length).toBeLessThan(sentCount);
  });

  test('[T2] is put back when it has read what waited', async () => {
    const hall = await openSocketHall({ frames });
    const { client, watcher } = await hall.join();
    networkOf(client).pause();
    await flood(hall, watcher, PUSH_BYTES);
    expect(watcher.rooms.has(CHANNEL)).toBe(false);
    expect(hall.resumed).toEqual([]);
    networkOf(client).resume();
    await until(() => hall.resumed.length > 0, 60_000);
    expect(hall.resumed).toEqual([watcher]);
    expect(client.socket.connected).toBe(true);
  });

  test('[T2] is cut when it never does, and told why when that reaches it', async () => {
    const hall = await openSocketHall({ frames });
    const { client, watcher } = await hall.join();
    networkOf(client).pause();
    await flood(hall, watcher, PUSH_BYTES);
    const told = new Promise((resolve) => client.socket.once('disconnect', (_, details) => resolve(details)));
    await until(() => hall.cuts() === 1, 60_000);
    networkOf(client).resume();
    expect(await told).toMatchObject({ context: { code: 4008, reason: 'reads too slowly' } });
  });
});

describe('A client', () => {
  test('[T2] that asks and asks and reads no answer is cut', async () => {
    const hall = await openSocketHall();
    const { client, watcher } = await hall.join();
    watcher.onAny((...event: unknown[]) => (event.at(-1) as (answer: string) => void)('x'.repeat(1_000_000)));
    networkOf(client).pause();
    await until(() => {
      client.socket.emit('room:get', { code: 'K7M4RX' } as never, () => {});
      return hall.cuts() > 0;
    });
  });

  test('[T2] that answers no heartbeat is gone from the network at once', async () => {
    const hall = await openSocketHall({ heartbeatMs: 500 });
    const { client, network } = await hall.join();
    networkOf(client).pause();
    // A close handshake would wait 30 s for it.
    await until(() => network.destroyed, 20_000);
  });
});
