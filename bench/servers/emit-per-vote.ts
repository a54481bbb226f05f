// One atomic script a vote, nobody counts twice, and the tally to everybody on every vote.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { accepted, CAST_SCRIPT, type Cast, POLL_ID, sayReady, talliedBy, VOTERS } from './baseline.ts';

const redis = new Redis(process.env.REDIS_URL!, {
  scripts: { cast: { lua: CAST_SCRIPT, numberOfKeys: 2 } },
}) as Redis & { cast(...args: string[]): Promise<[number, string[]]> };
const http = createServer();
const io = new Server(http, { perMessageDeflate: false });

io.on('connection', (socket) => {
  socket.on('poll:watch', async (_input, ack) => {
    socket.join(POLL_ID);
    ack(accepted(talliedBy(await redis.cast(VOTERS, 'bins'))));
  });
  socket.on('ballot:cast', async ({ answer }: Cast, ack) => {
    const counted = await redis.cast(VOTERS, 'bins', socket.id, answer.options[0]);
    io.to(POLL_ID).emit('poll:tally', talliedBy(counted));
    ack(accepted({}));
  });
});

http.listen(0, '127.0.0.1', () => sayReady((http.address() as AddressInfo).port));
