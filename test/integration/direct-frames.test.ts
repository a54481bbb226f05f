import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import { io as connect, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { directAdapter } from '../../server/src/realtime/direct-adapter.ts';
import { sumOf } from '../support/crowd.ts';
import { openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { openTestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { openWireClient } from '../support/wire-client.ts';

const keep = closesAfterEach();
const CHANNEL = 'hall';

/** A Socket.IO server of which everybody is in one channel, with our adapter or its own. */
async function openServer(adapter?: ReturnType<typeof directAdapter>) {
  const http = createServer();
  const io = new Server(http, { serveClient: false, ...(adapter !== undefined && { adapter }) });
  io.on('connection', (socket) => socket.join(CHANNEL));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  keep({ close: () => io.close() });
  return { io, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

const openDirect = () => openServer(directAdapter(() => {}));

/** Connects by Socket.IO's client and notes the numbers that it is told. */
async function listener(url: string, options: Partial<ManagerOptions & SocketOptions>) {
  const socket: Socket = connect(url, { forceNew: true, reconnection: false, ...options });
  keep({ close: () => socket.disconnect() });
  const told: number[] = [];
  socket.on('number', (number: number) => told.push(number));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return { socket, told };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('A direct frame', () => {
  const TEXTS = {
    'of a short text': 'tea',
    'of the longest text with the shortest head': 'x'.repeat(125 - '42["push",""]'.length),
    'of the shortest text with a longer head': 'x'.repeat(126 - '42["push",""]'.length),
    'of some hundred bytes': 'x'.repeat(700),
    'of the longest text with that head': 'x'.repeat(65_535 - '42["push",""]'.length),
    'of a text with the longest head': 'x'.repeat(65_536),
    'of letters that take several bytes': 'Straße 問 🎉 \u{202e} \0 "\\',
    'of half a letter': '\ud83c',
  };

  test.each(Object.entries(TEXTS))('[T5] %s is byte for byte what Socket.IO sends', async (_, text) => {
    const bytes = [await openServer(), await openDirect()].map(async ({ io, url }) => {
      const client = keep(openWireClient(url));
      await client.take('}');
      client.send('40');
      await client.take('}');
      await until(() => io.of('/').adapter.rooms.has(CHANNEL));
      io.to(CHANNEL).emit('push', text);
      io.to(CHANNEL).emit('end');
      return client.take('42["end"]');
    });
    const [stock, direct] = await Promise.all(bytes);
    expect(direct!.equals(stock!)).toBe(true);
    expect(direct!.length).toBeGreaterThan(Buffer.byteLength(text) / 2);
  });
});

describe('Between direct frames and others', () => {
  test('[T5] a WebSocket with nothing queued is written to past the queue of packets', async () => {
    const { io, url } = await openDirect();
    const { told } = await listener(url, { transports: ['websocket'] });
    const queued: unknown[] = [];
    for (const { conn } of io.of('/').sockets.values())
      conn.on('packetCreate', (packet) => queued.push(packet));
    io.to(CHANNEL).emit('number', 1);
    await until(() => told.length === 1);
    expect(queued).toEqual([]);
  });

  test('[T5] nothing overtakes anything on a WebSocket, in one turn or over many', async () => {
    const { io, url } = await openDirect();
    const { told } = await listener(url, { transports: ['websocket'] });
    const [peer] = io.of('/').sockets.values();
    for (const number of upTo(300)) {
      if (number % 3 === 0) peer!.emit('number', number);
      else io.to(CHANNEL).emit('number', number);
      if (number % 20 === 0) await new Promise(setImmediate);
    }
    await until(() => told.length >= 300);
    expect(told).toEqual(upTo(300));
  });

  test('[T5] long-polling gets everything once and in order, also while it becomes a WebSocket', async () => {
    const { io, url } = await openDirect();
    const polling = await listener(url, { transports: ['polling'] });
    const upgrading = await listener(url, { transports: ['polling', 'websocket'] });
    let count = 0;
    const isUpgraded = () => upgrading.socket.io.engine.transport.name === 'websocket';
    await until(() => {
      for (const _ of upTo(5)) io.to(CHANNEL).emit('number', count++);
      return isUpgraded() && count > 200;
    });
    for (const _ of upTo(50)) io.to(CHANNEL).emit('number', count++);
    for (const { told } of [polling, upgrading]) {
      await until(() => told.length >= count);
      expect(told).toEqual(upTo(count));
    }
  });

  test('[T5] whoever is excepted, has left or has hung up is sent nothing', async () => {
    const { io, url } = await openDirect();
    const [stays, excepted, leaves, hangsUp] = [
      await listener(url, { transports: ['websocket'] }),
      await listener(url, { transports: ['websocket'] }),
      await listener(url, { transports: ['websocket'] }),
      await listener(url, { transports: ['websocket'] }),
    ];
    const peerOf = ({ socket }: typeof stays) => io.of('/').sockets.get(socket.id!)!;
    peerOf(excepted).join('others');
    peerOf(leaves).leave(CHANNEL);
    const gone = peerOf(hangsUp);
    hangsUp.socket.disconnect();
    io.to([CHANNEL, 'others']).except('others').emit('number', 1);
    await until(() => gone.disconnected);
    io.to(CHANNEL).emit('number', 2);
    for (const { told } of [stays, excepted]) await until(() => told.includes(2));
    expect([stays, excepted, leaves, hangsUp].map(({ told }) => told)).toEqual([[1, 2], [2], [], []]);
  });
});

test.each(['on', 'off'])(
  '[T5] with DIRECT_FRAMES %s everybody ends with the same tally, by WebSocket or long-polling',
  async (mode) => {
    const app = keep(await openTestApp({ LIMITS: 'off', DIRECT_FRAMES: mode, CADENCE_MS: '10' }));
    const hall = await openHall(app.url);
    keep(hall.moderator);
    const { id } = hall.poll;
    const watchers = [openRawClient(app.url), openRawClient(app.url, {}, 'polling')].map(keep);
    for (const watcher of watchers) await watcher.ask('room:join', { code: hall.code });
    for (const seq of upTo(40)) {
      const option = hall.poll.options[seq % 2]!.id;
      await watchers[seq % 2]!.ask('ballot:cast', { id, answer: choose(option), seq: seq + 1 });
    }
    const { tally } = await hall.moderator.ask('poll:close', { id });
    expect(sumOf(tally.bins)).toBe(2);
    for (const watcher of watchers) {
      expect(await watcher.next('poll:tally', ({ final }) => final)).toEqual(tally);
      const closing = watcher.log.findIndex(
        ({ event, payload }) =>
          event === 'poll:changed' && (payload as { status: string }).status === 'closed',
      );
      const final = watcher.log.findIndex(
        ({ event, payload }) => event === 'poll:tally' && (payload as { final: boolean }).final,
      );
      expect(closing).toBeGreaterThan(-1);
      expect(closing).toBeLessThan(final);
    }
  },
);
