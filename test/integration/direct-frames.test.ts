import { describe, expect, test } from '@jest/globals';
import { directBroadcasts } from '../../server/src/realtime/direct-broadcasts.ts';
import { sumOf } from '../support/crowd.ts';
import { openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { CHANNEL, openListener, openSocketServer, textsBeside, upTo } from '../support/socket-server.ts';
import { openTestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { openWireClient } from '../support/wire-client.ts';

const keep = closesAfterEach();
const openServer = async (...adapter: Parameters<typeof openSocketServer>) =>
  keep(await openSocketServer(...adapter));
const openDirect = () => openServer(directBroadcasts(() => {}).adapter);
const listener = async (...who: Parameters<typeof openListener>) => keep(await openListener(...who));

describe('A direct frame', () => {
  const TEXTS = textsBeside('42["push",""]');

  test.each(Object.entries(TEXTS))('[T5] of %s is byte for byte what Socket.IO sends', async (_, text) => {
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

describe('A broadcast to many', () => {
  const MANY = 600;

  /** So many connections, of which each keeps the bytes that it was sent, and the way to each of them. */
  async function openMany() {
    const { adapter, ...slices } = directBroadcasts(() => {});
    const { io, url } = await openServer(adapter);
    const clients = await Promise.all(upTo(MANY).map(async () => keep(await joinBare(url))));
    await until(() => io.of('/').adapter.rooms.get(CHANNEL)?.size === MANY);
    return { io, clients, ...slices, peers: [...io.of('/').sockets.values()] };
  }

  async function joinBare(url: string) {
    const client = openWireClient(url);
    await client.take('}');
    client.send('40');
    const [, id] = /"sid":"(.*?)"/.exec(String(await client.take('}')))!;
    return { ...client, id };
  }

  const sentTo = ({ conn }: { conn: unknown }) =>
    (conn as { transport: { socket: { _socket: { bytesWritten: number } } } }).transport.socket._socket
      .bytesWritten;

  test('[T5] goes in slices, between which other things have their turn', async () => {
    const { io, peers, rest } = await openMany();
    const before = peers.map(sentTo);
    const reached = () => peers.filter((peer, index) => sentTo(peer) > before[index]!).length;
    io.to(CHANNEL).emit('number', 1);
    const steps = [reached()];
    while (steps.at(-1)! < MANY) {
      await new Promise(setImmediate);
      steps.push(reached());
    }
    expect(steps.length).toBeGreaterThan(2);
    expect(steps[0]).toBeLessThan(MANY);
    expect(await rest()).toBeGreaterThan(0);
    // A small one leaves nothing for later.
    io.to(peers[0]!.id).emit('number', 2);
    expect(rest()).toBeUndefined();
  });

  test('[T2] [T5] is not sent to those of its end who fell behind meanwhile', async () => {
    const { io, peers, clients, forget } = await openMany();
    io.to(CHANNEL).emit('number', 1);
    const last = peers.at(-1)!;
    forget(last as never);
    io.to(CHANNEL).emit('number', 2);
    const said = String(await clients.find(({ id }) => id === last.id)!.take('["number",2]'));
    expect(said).not.toContain('["number",1]');
  });

  test('[T5] comes in order to those on long-polling at its end', async () => {
    const { io, url } = await openServer(directBroadcasts(() => {}).adapter);
    for (const _ of upTo(MANY)) keep(await joinBare(url));
    const last = await listener(url, { transports: ['polling'] });
    await until(() => io.of('/').adapter.rooms.get(CHANNEL)?.size === MANY + 1);
    for (const number of upTo(4)) io.to(CHANNEL).emit('number', number);
    io.of('/').sockets.get(last.socket.id!)!.emit('number', 4);
    await until(() => last.told.length === 5);
    expect(last.told).toEqual(upTo(5));
  });

  test('[T5] is overtaken by nothing: an answer, a push, a broadcast, the end', async () => {
    const { io, clients, peers, settle } = await openMany();
    io.to(CHANNEL).emit('number', 1);
    io.to(CHANNEL).emit('number', 2);
    for (const [index, peer] of peers.entries()) {
      if (index % 4 === 0) peer.emit('number', 3);
      else if (index % 4 === 1) io.to(peer.id).emit('number', 3);
      else if (index % 4 === 2) peer.disconnect();
      else settle(peer as never);
    }
    io.to(CHANNEL).emit('number', 4);
    for (const [index, client] of clients.entries()) {
      const peer = peers.findIndex(({ id }) => id === client.id);
      const said = String(await client.take(peer % 4 === 2 ? '41' : '["number",4]'));
      expect([index, [...said.matchAll(/"number",(\d)/g)].map(([, number]) => number).join('')]).toEqual([
        index,
        ['1234', '1234', '12', '124'][peer % 4],
      ]);
    }
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
