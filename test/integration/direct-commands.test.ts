import { describe, expect, test } from '@jest/globals';
import type { Socket } from 'socket.io';
import { directBroadcasts } from '../../server/src/realtime/direct-broadcasts.ts';
import { type Asked, directCommands } from '../../server/src/realtime/direct-commands.ts';
import { closesAfterEach } from '../support/keep.ts';
import { CHANNEL, openListener, openSocketServer, textsBeside, upTo } from '../support/socket-server.ts';
import { until } from '../support/until.ts';
import { openWireClient, type WireClient } from '../support/wire-client.ts';

const keep = closesAfterEach();

interface Heard {
  /** What came as a command, and what was left to Socket.IO. */
  direct: unknown[];
  events: unknown[];
  peers: Socket[];
}

/** A server that takes commands directly and answers with `reply`; what it leaves is answered by Socket.IO. */
async function openDirect(reply: (input: unknown) => unknown = (input) => input) {
  const onUnread = () => {};
  const { adapter, settle } = directBroadcasts(onUnread);
  const server = keep(await openSocketServer(adapter));
  const heard: Heard = { direct: [], events: [], peers: [] };
  const attend = directCommands({ settle, onUnread });
  server.io.on('connection', (socket) => {
    heard.peers.push(socket);
    attend(socket as never, ({ name, input, answer }: Asked) => {
      heard.direct.push([name, input]);
      answer({ ok: true, data: reply(input) });
    });
    answerEvents(socket, heard.events, reply);
  });
  return { ...server, heard };
}

function answerEvents(socket: Socket, events: unknown[], reply: (input: unknown) => unknown): void {
  socket.use(([name, input, ...rest]) => {
    events.push([name, input]);
    const ack = rest.at(-1);
    if (typeof ack === 'function') ack({ ok: true, data: reply(input) });
  });
}

async function greeted(url: string): Promise<WireClient> {
  const client = keep(openWireClient(url));
  await client.take('}');
  client.send('40');
  await client.take('}');
  return client;
}

describe('An answer', () => {
  const TEXTS = textsBeside('4312[{"ok":true,"data":""}]');

  test.each(Object.entries(TEXTS))('[T6] of %s is byte for byte what Socket.IO sends', async (_, text) => {
    const stock = keep(await openSocketServer());
    stock.io.on('connection', (socket) => answerEvents(socket, [], () => text));
    const direct = await openDirect(() => text);
    const [theirs, ours] = await Promise.all(
      [stock, direct].map(async ({ url }) => {
        const client = await greeted(url);
        client.send('4212["poll:get",{"id":"p"}]');
        return client.take('}]');
      }),
    );
    expect(direct.heard.direct).toEqual([['poll:get', { id: 'p' }]]);
    expect(ours!.equals(theirs!)).toBe(true);
    expect(ours!.length).toBeGreaterThan(Buffer.byteLength(text) / 2);
  });

  test('[T6] overtakes nothing that was sent before, and nothing overtakes it', async () => {
    const { io, url, heard } = await openDirect();
    const { socket, told } = keep(await openListener(url, { transports: ['websocket'] }));
    const [peer] = heard.peers;
    for (const number of upTo(100)) {
      // Pushes left and right of the answer, in its turn.
      heard.direct.length = 0;
      socket.emit('poll:get', { number: 3 * number }, (reply: { data: { number: number } }) =>
        told.push(reply.data.number),
      );
      await until(() => heard.direct.length === 1);
      peer!.emit('number', 3 * number + 1);
      io.to(CHANNEL).emit('number', 3 * number + 2);
    }
    await until(() => told.length === 300);
    expect(told).toEqual(upTo(300));
  });

  test.each([[['polling']], [['polling', 'websocket']]])(
    '[T6] comes once and in order by %s',
    async (transports) => {
      const { url, heard } = await openDirect();
      const { socket } = keep(await openListener(url, { transports }));
      const answers: number[] = [];
      const isDone = () => transports.length === 1 || socket.io.engine.transport.name === 'websocket';
      let asked = 0;
      await until(() => {
        for (const _ of upTo(5)) {
          const number = asked++;
          socket.emit('poll:get', { number }, (reply: { data: { number: number } }) =>
            answers.push(reply.data.number),
          );
        }
        return isDone() && asked > 100;
      });
      await until(() => answers.length >= asked);
      expect(answers).toEqual(upTo(asked));
      expect(heard.events).toEqual([]);
    },
  );
});

describe('What is no command, well formed, is left to Socket.IO:', () => {
  test.each([
    ['an event that wants no answer', '42["poll:get",{}]'],
    ['an unknown name', '421["poll:gets",{}]'],
    ['a name that every object has', '421["constructor",{}]'],
    ['an input that is no object', '421["poll:get",1]'],
    ['no input', '421["poll:get"]'],
    ['one argument too many', '421["poll:get",{},{}]'],
  ])('[T6] %s', async (_, message) => {
    const { url, heard } = await openDirect();
    const client = await greeted(url);
    client.send(message);
    await until(() => heard.events.length === 1);
    expect(heard.direct).toEqual([]);
  });

  test('[T6] broken JSON, which ends the connection', async () => {
    const { url, heard } = await openDirect();
    const client = await greeted(url);
    client.send('421["poll:get",{"id":}]');
    await until(() => heard.peers[0]!.disconnected);
    expect(heard).toMatchObject({ direct: [], events: [] });
  });

  test('[T6] a command of who was disconnected, to whom nobody answers', async () => {
    const { url, heard } = await openDirect();
    const client = await greeted(url);
    heard.peers[0]!.disconnect();
    client.send('421["poll:get",{}]');
    await until(() => heard.peers[0]!.conn.readyState === 'closed');
    expect(heard).toMatchObject({ direct: [], events: [] });
  });
});
