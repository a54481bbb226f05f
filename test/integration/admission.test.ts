import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { Server } from 'socket.io';
import { createClient } from '../../client/src/sdk/client.ts';
import { turnAway } from '../../server/src/realtime/turn-away.ts';
import { openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { openPlainLine, type PlainLine } from '../support/plain-line.ts';
import { choose } from '../support/poll-samples.ts';
import { openTestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { openWireClient } from '../support/wire-client.ts';

const keep = closesAfterEach();
const RETRY_AFTER_MS = 1_500;
/** `npm run test:long` brings more. */
const CROWD = Number(process.env.CROWD ?? 500);

/** A Socket.IO server that turns away as long as it is told to, and notes when somebody asked. */
async function openBusyServer() {
  const http = createServer();
  const busy = { is: true, askedAt: [] as number[] };
  const io = new Server(http, {
    serveClient: false,
    cors: { origin: '*' },
    allowRequest(request, decide) {
      busy.askedAt.push(performance.now());
      if (busy.is) turnAway(request, RETRY_AFTER_MS);
      else decide(null, true);
    },
  });
  keep({ close: () => io.close() });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return { busy, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` };
}

test('[R11] who is turned away is told so by status, header and body, by WebSocket and long-polling', async () => {
  const { url } = await openBusyServer();
  const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const body = await answer.text();
  expect(JSON.parse(body)).toMatchObject({ retryable: true, retryAfterMs: RETRY_AFTER_MS });
  const refused = String(await keep(openWireClient(url)).take(body));
  expect(refused).toMatch(/^HTTP\/1\.1 503 /);
  expect(refused).toContain('\r\nRetry-After: 2\r\n');
});

test('[R11] clients of the SDK come back when they were told to and no sooner', async () => {
  const { busy, url } = await openBusyServer();
  const clients = Array.from({ length: 12 }, () => keep(createClient({ url })));
  await until(() => clients.every(({ connection }) => connection.status === 'offline'));
  const lastAt = busy.askedAt.at(-1)!;
  busy.is = false;
  await until(() => clients.every(({ connection }) => connection.status === 'online'), 30_000);
  const spreadMs = lastAt - busy.askedAt[0]!;
  const firstBackAt = busy.askedAt.find((at) => at > lastAt)!;
  expect(firstBackAt - lastAt).toBeGreaterThanOrEqual(RETRY_AFTER_MS - spreadMs);
});

test('[R11] hundreds of clients that lose their node in one moment are all back and at the newest tally', async () => {
  const app = keep(await openTestApp({ LIMITS: 'off' }));
  const hall = await openHall(app.url);
  const { code } = hall;
  const { id } = hall.poll;
  const tokens: string[] = [];
  const newest: number[] = [];

  /** Connects, joins, and does so again until it is in. */
  async function comeIn(index: number): Promise<PlainLine> {
    for (;;) {
      const line = await openPlainLine(app.url, {
        auth: tokens[index] === undefined ? {} : { voterToken: tokens[index] },
        onPush(event, payload) {
          if (event === 'poll:tally') newest[index] = (payload as { voters: number }).voters;
        },
      });
      const reply = await line?.ask('room:join', { code });
      if (line == null || !reply?.ok) continue;
      tokens[index] = reply.data.you.voterToken;
      newest[index] = reply.data.polls[0]!.tally!.voters;
      return keep(line);
    }
  }
  const everybody = Array.from({ length: CROWD }, (_, index) => index);

  const lines = await Promise.all(everybody.map(comeIn));
  hall.moderator.close();
  await app.restart();
  await Promise.all(lines.map(({ ended }) => ended));
  const back = await Promise.all(everybody.map(comeIn));
  for (const line of back.slice(0, 20))
    await line.ask('ballot:cast', { id, answer: choose(hall.poll.options[0]!.id) });
  await until(() => everybody.every((index) => newest[index] === 20), 60_000);
  expect(new Set(tokens).size).toBe(CROWD);
});
