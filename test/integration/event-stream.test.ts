import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { type EventStream, openEventStream } from '../../server/src/http/streams/event-stream.ts';

const FRAMES = 1_000;
/** A thousand of these are more than the network takes for somebody who does not read. */
const PADDING = 'x'.repeat(20_000);
const frameOf = (number: number) => `data: ${number} ${PADDING}\n\n`;

test('[T2] a stream that is not read is spared what it misses, and has the newest once it is read', async () => {
  let newest = 0;
  let stream: EventStream | undefined;
  const server = createServer((_request, response) => {
    stream = openEventStream(response, () => frameOf(newest));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = get({ port: (server.address() as AddressInfo).port, agent: false });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];

  // Nobody reads the answer yet.
  for (newest = 1; newest <= FRAMES; newest += 1) stream!.send(frameOf(newest));
  newest = FRAMES;
  expect(stream!.stalledMs()).toBeGreaterThan(0);
  const numbers = await readUntil(answer, FRAMES);

  expect(numbers.length).toBeLessThan(FRAMES);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(stream!.stalledMs()).toBe(0);
  stream!.send(frameOf(FRAMES + 1));
  await readUntil(answer, FRAMES + 1);
  stream!.cut();
  server.close();
});

/** The numbers of the frames that come, until the given one has. */
function readUntil(answer: IncomingMessage, last: number): Promise<number[]> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (bytes: Buffer) => {
      text += bytes;
      const numbers = [...text.matchAll(/data: (\d+) x*\n\n/g)].map(([, number]) => Number(number));
      if (numbers.at(-1) !== last) return;
      answer.off('data', read);
      resolve(numbers);
    };
    answer.on('data', read);
    answer.once('error', reject);
  });
}
