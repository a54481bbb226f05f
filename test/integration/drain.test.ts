import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { closesAfterEach } from '../support/keep.ts';
import { openTestApp } from '../support/test-app.ts';

const SERVICE_RESTART = 1012;
/** More than are let in within one turn. */
const CROWD = 400;

const keep = closesAfterEach();

test('[R2] who is in the middle of the handshake when a node stops is handed over like the others', async () => {
  const app = keep(await openTestApp());
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  await once(socket, 'message');
  const stopped = app.stop();
  socket.send('40{"protocol":1}');
  const [closeCode] = await once(socket, 'close');
  expect(closeCode).toBe(SERVICE_RESTART);
  await stopped;
});

test('[R2] [R11] who waits to be let in when a node stops is sent elsewhere, and holds up nothing', async () => {
  const app = keep(await openTestApp({ LIMITS: 'off' }));
  const url = `${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
  const crowd = Array.from({ length: CROWD }, () => new WebSocket(url));
  const answers = crowd.map(
    (socket) =>
      new Promise<number>((resolve) => {
        socket.on('error', () => {});
        socket.on('close', resolve);
        socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode!));
      }),
  );
  await once(crowd[0]!, 'open');
  await app.stop();
  expect(await Promise.all(answers)).toContain(503);
});
