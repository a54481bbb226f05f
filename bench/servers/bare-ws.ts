// As little as a server can do: ws, JSON, the same group commit into Redis, and one ready frame for all watchers.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Redis } from 'ioredis';
import { type WebSocket, WebSocketServer } from 'ws';
import { accepted, CAST_SCRIPT, type Cast, sayReady, talliedBy, tallyOf, VOTERS } from './baseline.ts';

interface Waiting {
  voter: string;
  option: string;
  socket: WebSocket;
  id: string;
}

const CADENCE_MS = Number(process.env.CADENCE_MS ?? 50);
const MAX_BATCH = 256;
const COMMAND = /^42(\d*)(\[.*)$/s;

const redis = new Redis(process.env.REDIS_URL!, {
  scripts: { cast: { lua: CAST_SCRIPT, numberOfKeys: 2 } },
}) as Redis & { cast(...args: string[]): Promise<[number, string[]]> };
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
const watchers = new Set<Socket>();
const queue: Waiting[] = [];
let isCommitting = false;
let tally = tallyOf({}, 0);
let isNews = false;

async function commit(): Promise<void> {
  isCommitting = true;
  while (queue.length > 0) {
    const batch = queue.splice(0, MAX_BATCH);
    const ballots = batch.flatMap(({ voter, option }) => [voter, option]);
    tally = talliedBy(await redis.cast(VOTERS, 'bins', ...ballots));
    isNews = true;
    for (const { socket, id } of batch) socket.send(`43${id}[{"ok":true,"data":{}}]`);
  }
  isCommitting = false;
}

/** Frames of less than 64 KiB; a server's are not masked. */
function frameOf(text: string): string {
  const { length } = text;
  const size =
    length < 126 ? String.fromCharCode(length) : String.fromCharCode(126, length >> 8, length & 0xff);
  return `\x81${size}${text}`;
}

setInterval(() => {
  if (!isNews) return;
  isNews = false;
  const frame = frameOf(`42${JSON.stringify(['poll:tally', tally])}`);
  for (const socket of watchers) socket.write(frame, 'latin1');
}, CADENCE_MS);

server.on('connection', (socket, request) => {
  const voter = randomUUID();
  socket.send('0{}');
  socket.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('40')) return socket.send('40{}');
    const [, id, json] = COMMAND.exec(text)!;
    const [name, input] = JSON.parse(json!) as [string, Cast];
    if (name === 'poll:watch') {
      watchers.add(request.socket);
      return socket.send(`43${id}${JSON.stringify([accepted(tally)])}`);
    }
    queue.push({ voter, option: input.answer.options[0], socket, id: id! });
    return isCommitting || void commit();
  });
});

http.listen(0, '127.0.0.1', () => sayReady((http.address() as AddressInfo).port));
