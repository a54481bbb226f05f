// The way of the tutorials: a counter in Redis, the whole tally to everybody on every vote, through the Redis adapter.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';
import { Server } from 'socket.io';
import { accepted, type Cast, sayReady, tallyOf } from './baseline.ts';

const redis = new Redis(process.env.REDIS_URL!);
const http = createServer();
const io = new Server(http, { adapter: createAdapter(redis.duplicate(), redis.duplicate()) });

async function readTally() {
  const bins = await redis.hgetall('votes');
  return tallyOf(
    bins,
    Object.values(bins).reduce((sum, count) => sum + Number(count), 0),
  );
}

io.on('connection', (socket) => {
  socket.on('poll:watch', async (_input, ack) => ack(accepted(await readTally())));
  socket.on('ballot:cast', async ({ answer }: Cast, ack) => {
    await redis.hincrby('votes', answer.options[0], 1);
    io.emit('poll:tally', await readTally());
    ack(accepted({}));
  });
});

http.listen(0, '127.0.0.1', () => sayReady((http.address() as AddressInfo).port));
