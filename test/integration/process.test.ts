import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient } from '@pollcast/client';
import { gatherCrowd } from '../support/crowd.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { networkOf, openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisServer, startRedis } from '../support/redis-server.ts';
import { scrape } from '../support/scrape.ts';
import { type ServerProcess, spawnServer, startServer } from '../support/server-process.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { until } from '../support/until.ts';

/** The first start of a checkout builds. */
const BUILD_MS = 120_000;

let dataDir: string;
let servers: ServerProcess[];
let clients: RawClient[];
let redis: RedisServer | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'pollcast-process-'));
  servers = [];
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  for (const server of servers) {
    if (!server.isGroupGone()) server.signalGroup('SIGKILL');
    await server.exited;
  }
  await redis?.stop();
  redis = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(by: 'npm' | 'node' = 'node', env: Record<string, string> = {}): Promise<ServerProcess> {
  const server = await startServer({ by, env: { DATA_DIR: dataDir, ...env } });
  servers.push(server);
  return server;
}

/** A room with an open poll and one ballot. */
async function voted(url: string): Promise<{ hall: Hall; voterToken: string }> {
  const hall = await openHall(url);
  clients.push(hall.moderator);
  const { you } = await hall.moderator.ask('poll:watch', { ids: [hall.poll.id] });
  await hall.moderator.ask('ballot:cast', {
    id: hall.poll.id,
    answer: choose(hall.poll.options[1]!.id),
    seq: 1,
  });
  return { hall, voterToken: you.voterToken };
}

async function expectKept(
  url: string,
  { hall, voterToken }: Awaited<ReturnType<typeof voted>>,
): Promise<void> {
  const client = openRawClient(url, { voterToken, key: hall.moderatorKey });
  clients.push(client);
  const { room, polls, you } = await client.ask('room:join', { code: hall.code });
  expect(you.role).toBe('moderator');
  expect(room).toMatchObject({ title: 'Hall 1', stage: hall.poll.id });
  expect(polls[0]).toMatchObject({
    poll: hall.poll,
    tally: { voters: 1 },
    ballot: { answer: choose(hall.poll.options[1]!.id), seq: 1 },
  });
}

describe('npm start', () => {
  test(
    '[R2] [R3] SIGTERM to npm ends all of it, the folder is free at once, and nothing is lost',
    async () => {
      const server = await start('npm');
      const before = await voted(server.url);
      server.child.kill('SIGTERM');
      const { code } = await server.exited;
      expect(code).toBe(0);
      expect(server.isGroupGone()).toBe(true);
      await expectKept((await start()).url, before);
    },
    BUILD_MS,
  );

  test(
    '[R2] [R3] Ctrl-C, which reaches npm and the server both, does the same',
    async () => {
      const server = await start('npm');
      const before = await voted(server.url);
      server.signalGroup('SIGINT');
      const { code } = await server.exited;
      expect(code).toBe(0);
      expect(server.isGroupGone()).toBe(true);
      await expectKept((await start()).url, before);
    },
    BUILD_MS,
  );
});

describe('the server', () => {
  test('[M1] counts what its process takes beside what happens in it', async () => {
    const { value } = await scrape((await start()).url);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(0);
    expect(value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
    expect(value('pollcast_faults_total')).toBe(0);
  });

  test('[B2] [R3] kill -9 amidst the voting loses no acked ballot', async () => {
    const server = await start();
    const { hall } = await voted(server.url);
    const { id, options } = hall.poll;
    const crowd = await gatherCrowd(server.url, 100);
    clients.push(...crowd);
    const tokens = await Promise.all(crowd.map((voter) => voter.ask('voter:create', {})));

    const acked: string[] = [];
    void Promise.allSettled(
      tokens.map(async ({ voterToken }, index) => {
        await until(() => acked.length >= index - 50);
        const response = await fetch(`${server.url}/api/v1/polls/${id}/ballot`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${voterToken}`, 'content-type': 'application/json' },
          body: JSON.stringify({ answer: choose(options[0]!.id), seq: 1 }),
        });
        if (response.ok) acked.push(voterToken);
      }),
    );
    await until(() => acked.length >= 20);
    server.signalGroup('SIGKILL');
    await server.exited;

    const again = await start();
    const known = [...acked];
    const retries = await Promise.all(
      known.map((voterToken) => {
        const voter = openRawClient(again.url, { voterToken });
        clients.push(voter);
        return voter.ask('ballot:cast', { id, answer: choose(options[0]!.id), seq: 1 });
      }),
    );
    expect(retries.map(({ status }) => status)).toEqual(known.map(() => 'repeated'));
  });

  test('[R2] exits in good order while votes pour in and some clients are stuck', async () => {
    const server = await start('node', { SHUTDOWN_GRACE_MS: '1000' });
    const { hall } = await voted(server.url);
    const port = Number(new URL(server.url).port);
    const silent = connect(port, '127.0.0.1');
    const slow = connect(port, '127.0.0.1');
    for (const stuck of [silent, slow]) stuck.on('error', () => {});
    await once(slow, 'connect');
    slow.write('POST /api/v1/rooms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    const crowd = await gatherCrowd(server.url, 50);
    const deaf = await gatherCrowd(server.url, 1);
    clients.push(...crowd, ...deaf);
    networkOf(deaf[0]!).pause();
    let acks = 0;
    for (const voter of crowd) void voteWithoutEnd(voter).catch(() => {});
    async function voteWithoutEnd(voter: RawClient): Promise<void> {
      for (let seq = 1; voter.socket.connected; seq += 1) {
        const answer = choose(hall.poll.options[seq % 2]!.id);
        if ((await voter.call('ballot:cast', { id: hall.poll.id, answer, seq })).ok) acks += 1;
      }
    }
    await until(() => acks > 200);

    server.child.kill('SIGTERM');
    const { code, signal } = await server.exited;
    expect({ code, signal, said: server.said() }).toMatchObject({ code: 0, signal: null });
    silent.destroy();
    slow.destroy();
    const again = await start();
    const reader = openRawClient(again.url);
    clients.push(reader);
    expect((await reader.ask('poll:get', { id: hall.poll.id })).tally!.voters).toBe(51);
  });

  test('[R2] a node that stops hands its clients over: they come back elsewhere, and no vote is lost', async () => {
    redis = await startRedis();
    const env = { REDIS_URL: redis.url, SECRET: 'x'.repeat(32), SHUTDOWN_GRACE_MS: '1000' };
    const [leaving, staying] = [await start('node', env), await start('node', env)];
    const balancer = await openTcpProxy(Number(new URL(leaving.url).port));
    const url = `http://127.0.0.1:${balancer.port}`;
    const hall = await openHall(staying.url);
    clients.push(hall.moderator);
    const { id, options } = hall.poll;
    const bare = openRawClient(leaving.url);
    clients.push(bare);
    await bare.ask('poll:get', { id });
    const closed = new Promise<unknown>((resolve) =>
      bare.socket.once('disconnect', (_, details) => resolve(details)),
    );

    const voters = Array.from({ length: 100 }, () => createClient({ url }));
    await Promise.all(voters.map((voter) => voter.joinRoom(hall.code)));
    let counted = 0;
    const ballots = voters.map(async (voter, index) => {
      await until(() => counted >= index - 50, 20_000);
      const ballot = await voter.castBallot(id, choose(options[0]!.id));
      counted += 1;
      return ballot;
    });
    await until(() => counted >= 20);
    balancer.target = Number(new URL(staying.url).port);
    leaving.child.kill('SIGTERM');

    expect((await leaving.exited).code).toBe(0);
    expect(await closed).toMatchObject({ context: { code: 1012 } });
    await Promise.all(ballots);
    const { tally } = await hall.moderator.ask('poll:close', { id });
    expect(tally.voters).toBe(100);
    await until(() => voters.every((voter) => voter.poll(id)?.tally?.final === true), 20_000);
    for (const voter of voters) voter.close();
    await balancer.close();
    for (const node of [leaving, staying]) if (!node.isGroupGone()) node.signalGroup('SIGTERM');
    expect((await staying.exited).code).toBe(0);
  });

  test('[R4] a second process on the same folder is refused with one clear line', async () => {
    await start();
    const second = spawnServer({ env: { DATA_DIR: dataDir } });
    expect((await second.exited).code).toBe(1);
    expect(second.said().trim().split('\n')).toEqual([
      `Pollcast cannot start: The store in ${dataDir} cannot be opened: another process has it open. A second server needs a DATA_DIR and a PORT of its own.`,
    ]);
  });

  test('[R7] a wrong configuration stops the start and names every bad variable', async () => {
    const server = spawnServer({
      env: {
        DATA_DIR: dataDir,
        PORT: 'eighty',
        REDIS_URL: 'localhost:6379',
        CADENCE_MS: '0',
        LIMITS: 'maybe',
        PUBLIC_URL: 'polls.example.org',
        SECRET: 'short',
      },
    });
    expect((await server.exited).code).toBe(1);
    const lines = server.said().trim().split('\n');
    const named = lines.slice(1).map((line) => /^ {2}([A-Z_]+): ./.exec(line)?.[1]);
    expect(named.sort()).toEqual(['CADENCE_MS', 'LIMITS', 'PORT', 'PUBLIC_URL', 'REDIS_URL', 'SECRET']);
  });

  test('[R7] Redis without a secret, or out of reach, is told in one line', async () => {
    const env = { DATA_DIR: dataDir, REDIS_URL: 'redis://127.0.0.1:1' };
    const withoutSecret = spawnServer({ env });
    expect((await withoutSecret.exited).code).toBe(1);
    expect(withoutSecret.said()).toMatch(/^ {2}SECRET: is needed with REDIS_URL/m);
    const outOfReach = spawnServer({ env: { ...env, SECRET: 'x'.repeat(32), LOG_LEVEL: 'silent' } });
    expect((await outOfReach.exited).code).toBe(1);
    expect(outOfReach.said().trim()).toMatch(/^Pollcast cannot start: Redis cannot be reached: .+$/);
  });
});
