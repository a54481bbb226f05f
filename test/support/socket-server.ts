import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { DirectBroadcasts } from '../../server/src/realtime/direct-broadcasts.ts';

/** A bare Socket.IO server of which everybody is in one channel. */
export interface SocketServer {
  io: Server;
  url: string;
  close(): Promise<void>;
}

export const CHANNEL = 'hall';

/** With our adapter, or with Socket.IO's own. */
export async function openSocketServer(adapter?: DirectBroadcasts['adapter']): Promise<SocketServer> {
  const http = createServer();
  const io = new Server(http, { serveClient: false, ...(adapter !== undefined && { adapter }) });
  io.on('connection', (socket) => socket.join(CHANNEL));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    io,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: () => io.close(),
  };
}

/** Somebody connected by Socket.IO's client, with the numbers that it is told. */
export interface Listener {
  socket: Socket;
  told: number[];
  close(): void;
}

export async function openListener(
  url: string,
  options: Partial<ManagerOptions & SocketOptions>,
): Promise<Listener> {
  const socket: Socket = connect(url, { forceNew: true, reconnection: false, ...options });
  const told: number[] = [];
  socket.on('number', (number: number) => told.push(number));
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  return { socket, told, close: () => void socket.disconnect() };
}

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Texts of every length that a frame's head tells differently, and of letters that take several bytes. */
export function textsBeside(rest: string): Record<string, string> {
  return {
    'a short text': 'tea',
    'the longest text with the shortest head': 'x'.repeat(125 - rest.length),
    'the shortest text with a longer head': 'x'.repeat(126 - rest.length),
    'some hundred bytes': 'x'.repeat(700),
    'the longest text with that head': 'x'.repeat(65_535 - rest.length),
    'a text with the longest head': 'x'.repeat(65_536),
    'letters that take several bytes': 'Straße 問 🎉 \u{202e} \0 "\\',
    'half a letter': '\ud83c',
  };
}
