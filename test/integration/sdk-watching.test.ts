import { afterEach, expect, jest, test } from '@jest/globals';
import { createClient, type PollcastClient } from '@pollcast/client';
import { openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openScriptedServer } from '../support/scripted-server.ts';
import { untilConnection } from '../support/sdk-waits.ts';
import { openTestApp } from '../support/test-app.ts';

const keep = closesAfterEach();
const connect = (url: string): PollcastClient => keep(createClient({ url }));

test('[T2] a watch that is refused takes away nothing that was watched before', async () => {
  const app = keep(await openTestApp({ LIMITS: 'off' }));
  const { poll, moderator } = await openHall(app.url);
  keep(moderator);
  const client = connect(app.url);
  await client.watchPolls([poll.id]);
  await expect(client.watchPolls([poll.id, 'gone'])).rejects.toMatchObject({ code: 'POLL_NOT_FOUND' });
  expect(client.poll(poll.id)?.poll).toEqual(poll);
  await client.castBallot(poll.id, choose('o1'));
});

/** The part of a browser's window that tells of the network. */
const device = new EventTarget();
const { addEventListener, removeEventListener } = globalThis;

afterEach(() => {
  jest.useRealTimers();
  Object.assign(globalThis, { addEventListener, removeEventListener });
});

test('[T2] a device that has a network again is connected again at once, without waiting for its turn', async () => {
  Object.assign(globalThis, {
    addEventListener: device.addEventListener.bind(device),
    removeEventListener: device.removeEventListener.bind(device),
  });
  const server = keep(await openScriptedServer({}));
  // No timer fires: whoever waits for one waits for good.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] });
  const client = connect(server.url);
  await untilConnection(client, 'online');
  await server.stop();
  await untilConnection(client, 'offline');
  await server.start();
  device.dispatchEvent(new Event('online'));
  await untilConnection(client, 'online');
  client.close();
  device.dispatchEvent(new Event('online'));
  expect(client.connection).toEqual({ status: 'closed' });
});
