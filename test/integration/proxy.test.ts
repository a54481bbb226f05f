import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createClient, type PollcastClient } from '@pollcast/client';
import { type CommandResult, type PollId, PROTOCOL_VERSION } from '@pollcast/shared';
import { io } from 'socket.io-client';
import { sumOf } from '../support/crowd.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { openPlainLine } from '../support/plain-line.ts';
import { gatherPlainVoters, type PlainVoter } from '../support/plain-voter.ts';
import { choose } from '../support/poll-samples.ts';
import { startProxy } from '../support/proxy.ts';
import { openRawClient } from '../support/raw-client.ts';
import { until as untilClient } from '../support/sdk-waits.ts';
import { startTwoNodes, type TestNode, type TwoNodes } from '../support/two-nodes.ts';
import { until } from '../support/until.ts';

/** Sockets over both nodes; `npm run test:long` has more. */
const CROWD = Number(process.env.CROWD ?? 300);
const SDK_CLIENTS = 20;
/** Votes under way at any moment. */
const LANES = 50;
const SERVICE_RESTART = 1012;
const PATIENCE_MS = 60_000;

jest.setTimeout(180_000);

const keep = closesAfterEach();
let cluster: TwoNodes;
let hall: Hall;

beforeAll(async () => {
  cluster = await startTwoNodes();
});
afterAll(() => cluster.close());

/** A hall whose moderator is on the second node. */
async function openedHall(): Promise<Hall> {
  const opened = await openHall(cluster.nodes[1].url);
  keep(opened.moderator);
  return opened;
}

async function gather(size: number): Promise<PlainVoter[]> {
  const voters = await gatherPlainVoters(cluster.url, hall.code, size);
  for (const voter of voters) keep(voter);
  return voters;
}

async function joinedClient(url: string): Promise<PollcastClient> {
  const client = keep(createClient({ url }));
  await client.joinRoom(hall.code);
  return client;
}

/** A ballot that differs from the same voter's one before. */
const ballotOf = (index: number, seq: number) => ({
  id: hall.poll.id,
  round: 1,
  seq,
  answer: choose(hall.poll.options[(index + seq) % 2]!.id),
});

/** Has each of the voters, a few at a time, do something. */
async function inLanes<T>(
  voters: readonly T[],
  act: (voter: T, index: number) => Promise<void>,
): Promise<void> {
  const queue = voters.entries();
  const lane = async () => {
    for (const [index, voter] of queue) await act(voter, index);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Closes the poll and compares its tally with what everybody was acked, and with the ballots stored. */
async function expectExact(acked: readonly unknown[]): Promise<void> {
  const { tally } = await hall.moderator.ask('poll:close', { id: hall.poll.id });
  const { voters, bins } = tally;
  const ackedBins = hall.poll.options.map(
    ({ id }) => acked.filter((answer) => JSON.stringify(answer) === JSON.stringify(choose(id))).length,
  );
  expect(voters).toBe(acked.length);
  expect(sumOf(bins)).toBe(acked.length);
  expect(Object.values(bins)).toEqual(ackedBins);
  const audit = await cluster.audit(hall.poll.id as PollId);
  expect(audit!.recounted).toEqual({ voters, bins });
}

/** Connects and leaves until the proxy has sent somebody to the node. */
async function untilTaken(node: TestNode): Promise<void> {
  await until(async () => {
    const line = await openPlainLine(cluster.url, { auth: {}, onPush: () => {} });
    const taken = await node.socketCount();
    line?.close();
    return taken > 0;
  });
}

describe('behind one address', () => {
  test('[N2] the SDK, plain WebSockets and HTTP need no stickiness', async () => {
    hall = await openedHall();
    const watcher = await joinedClient(cluster.url);
    const plain = await gather(10);
    const http = openHttpDoor(cluster.url);
    const { id } = hall.poll;

    await inLanes(plain, async (voter, index) => void (await voter.cast(ballotOf(index, 1))));
    await watcher.castBallot(id, choose(hall.poll.options[0]!.id));
    for (let index = 0; index < 10; index += 1) {
      const created = await http.call('voter:create', {});
      const { voterToken } = created.json as CommandResult<'voter:create'>;
      const cast = await http.call('ballot:cast', ballotOf(index, 1), voterToken);
      expect(cast.json).toMatchObject({ status: 'counted' });
      const seen = await http.call('poll:get', { id }, voterToken);
      expect(seen.json).toMatchObject({ tally: { voters: 12 + index }, ballot: { seq: 1 } });
    }
    await untilClient(watcher, (client) => client.poll(id)?.tally?.voters === 21);
    await until(() => plain.every(({ tally }) => tally?.voters === 21));
    const counts = await Promise.all(cluster.nodes.map((node) => node.socketCount()));
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(5);
  });

  test('[N2] a node’s own metrics stay inside', async () => {
    expect((await openHttpDoor(cluster.url).send('GET', '/metrics')).status).toBe(404);
    expect((await openHttpDoor(cluster.nodes[0].url).send('GET', '/metrics')).status).toBe(200);
  });

  test('[N2] [R1] while Redis is away the nodes are asked all the same, and say so themselves', async () => {
    hall = await openedHall();
    const { proxy, redis } = cluster;
    const door = openHttpDoor(cluster.url);
    await redis.kill();
    await until(() => ['node-1', 'node-2'].every((node) => proxy.said().includes(`nodes/${node} is DOWN`)));
    const refused = await door.call('room:create', { title: 'Hall 2' });
    expect(refused).toMatchObject({ status: 503, json: { code: 'STORE_UNAVAILABLE', retryable: true } });
    await redis.restart();
    await until(async () => (await door.call('poll:get', { id: hall.poll.id })).status === 200);
    await until(() => ['node-1', 'node-2'].every((node) => proxy.said().includes(`nodes/${node} is UP`)));
  });
});

describe('with a crowd over both nodes', () => {
  test('[N2] [B1] [B2] kill -9 of a node under the voting loses and doubles nothing, and everybody is current again', async () => {
    hall = await openedHall();
    const plain = await gather(CROWD);
    const clients = await Promise.all(Array.from({ length: SDK_CLIENTS }, () => joinedClient(cluster.url)));
    const [doomed, other] = cluster.nodes;
    const [onDoomed, onOther] = [await doomed.socketCount(), await other.socketCount()];
    expect(Math.min(onDoomed, onOther)).toBeGreaterThanOrEqual(CROWD / 2 - 10);

    const statuses: string[] = [];
    const voting = Promise.all([
      inLanes(plain, async (voter, index) => void statuses.push(await voter.cast(ballotOf(index, 1)))),
      ...clients.map(async (client) => {
        await until(() => statuses.length > CROWD / 4, PATIENCE_MS);
        await client.castBallot(hall.poll.id, choose(hall.poll.options[0]!.id));
      }),
    ]);
    await until(() => statuses.length > CROWD / 3, PATIENCE_MS);
    await doomed.end('SIGKILL');
    await voting;

    expect(statuses.filter((status) => status !== 'counted' && status !== 'repeated')).toEqual([]);
    const byClients = clients.map((client) => client.poll(hall.poll.id)?.ballot);
    expect(byClients).toEqual(
      clients.map(() => ({ state: 'counted', answer: choose(hall.poll.options[0]!.id) })),
    );
    await expectExact([
      ...plain.map(({ acked }) => acked),
      ...clients.map(() => choose(hall.poll.options[0]!.id)),
    ]);
    await until(() => plain.every(({ tally }) => tally?.final === true), PATIENCE_MS);
    await until(
      () => clients.every((client) => client.poll(hall.poll.id)?.tally?.final === true),
      PATIENCE_MS,
    );
    // Nobody was disturbed but those on the node that died.
    const losses = plain.flatMap((voter) => voter.losses);
    expect(losses.length).toBeLessThanOrEqual(onDoomed);
    expect(losses.length).toBeGreaterThan(0);
    await doomed.start();
    await untilTaken(doomed);
  });

  test('[N2] [R2] nodes restarted one after the other under the voting lose nothing', async () => {
    hall = await openedHall();
    const plain = await gather(CROWD);
    const voting = { stop: false };
    const voted = (async () => {
      for (let seq = 1; !voting.stop; seq += 1)
        await inLanes(plain, async (voter, index) => void (await voter.cast(ballotOf(index, seq))));
    })();
    for (const node of cluster.nodes) {
      expect(await node.end('SIGTERM')).toBe(0);
      await node.start();
      await untilTaken(node);
    }
    voting.stop = true;
    await voted;

    const moderator = keep(openRawClient(cluster.url, { key: hall.moderatorKey }));
    hall = { ...hall, moderator };
    await expectExact(plain.map(({ acked }) => acked));
    await until(() => plain.every(({ tally }) => tally?.final === true), PATIENCE_MS);
    const losses = plain.flatMap((voter) => voter.losses);
    expect(plain.filter((voter) => voter.losses.length === 0)).toEqual([]);
    // Once, of 2,000 on an overloaded machine, one was cut with 1006 and not told; no vote was lost. Why is not proven.
    const told = losses.filter((closeCode) => closeCode === SERVICE_RESTART);
    expect(told.length).toBeGreaterThan(losses.length * 0.99);
  });
});

describe('long-polling', () => {
  test('[N2] stays on its node behind the project’s own proxy', async () => {
    hall = await openedHall();
    const socket = keep(
      io(cluster.url, { auth: { protocol: PROTOCOL_VERSION }, transports: ['polling'], forceNew: true }),
    );
    for (let seq = 1; seq <= 20; seq += 1) {
      const reply = await socket.timeout(PATIENCE_MS).emitWithAck('ballot:cast', ballotOf(0, seq));
      expect(reply).toMatchObject({ ok: true });
    }
  });

  test('[N2] behind a proxy without stickiness that lets no WebSocket through, the SDK says what is wrong', async () => {
    const [first, second] = cluster.nodes;
    const proxy = await startProxy({
      nodes: [first.url, second.url],
      config: 'test/fixtures/round-robin.cfg',
    });
    const client = keep(createClient({ url: proxy.url }));
    await untilClient(
      client,
      ({ connection }) => connection.status === 'offline' && connection.cause !== undefined,
    );
    const cause = expect.stringMatching(/WebSocket.*sticky/);
    expect(client.connection).toMatchObject({ status: 'offline', reason: 'proxy', cause });
    await expect(client.call('voter:create', {})).rejects.toMatchObject({
      code: 'NO_ANSWER',
      message: cause,
    });
    await proxy.stop();
  });
});
