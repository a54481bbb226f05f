import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import type { RoomCode } from '@pollcast/shared';
import { Server } from 'socket.io';
import type { RoomKey } from '../../server/src/identity/room-keys.ts';
import type { VoterId } from '../../server/src/identity/voters.ts';
import { guardHandshake } from '../../server/src/realtime/handshake.ts';
import { createSubscriptions } from '../../server/src/realtime/subscriptions.ts';
import type { Io } from '../../server/src/realtime/types.ts';
import { closesAfterEach } from '../support/keep.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';

const keep = closesAfterEach();
const code = 'K7M4RX' as RoomCode;
const key: RoomKey = { role: 'viewer', code, hash: '' };

/** A socket door that lets everybody in with the same key, which its room knows or not by now. */
async function openDoor(isKnown: boolean) {
  const http = createServer();
  const io = keep(new Server(http, { serveClient: false }) as Io);
  const voterId = 'voter' as VoterId;
  guardHandshake({
    io,
    callers: {
      ofHandshake: async () => ({ key, voterId, stage: false, mayCreate: false, address: '127.0.0.1' }),
    },
    knows: async () => isKnown,
    onRefused: () => undefined,
    onFault: (fault) => {
      throw fault;
    },
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return { io, client: keep(openRawClient(`http://127.0.0.1:${port}`)) };
}

const ended = ({ socket }: RawClient) =>
  new Promise<string>((resolve) => socket.once('disconnect', (reason) => resolve(reason)));
const connected = ({ socket }: RawClient) => new Promise<void>((resolve) => socket.once('connect', resolve));

test('[I4] a key that is replaced during the handshake has its socket cut', async () => {
  const { client } = await openDoor(false);
  expect(await ended(client)).toBe('io server disconnect');
});

test('[I4] a room whose key has a socket is not forgotten, even if nothing of the room is watched', async () => {
  const { io, client } = await openDoor(true);
  const subscriptions = createSubscriptions(io);
  expect(subscriptions.isRoomWatched(code)).toBe(false);
  await connected(client);
  expect(subscriptions.isRoomWatched(code)).toBe(true);
});
