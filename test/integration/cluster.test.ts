import { afterEach, expect, test } from '@jest/globals';
import { gatherCrowd } from '../support/crowd.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';
import { courseOf, expectNeverBackwards, expectSameContent } from '../support/watcher-rules.ts';

const VOTERS = 40;
/** A Cluster notices a loss, elects and tells its clients. */
const FAIL_OVER_MS = 20_000;

let cluster: RedisCluster;
let here: TestApp;
let there: TestApp;
let hall: Hall;
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await Promise.all([here.close(), there.close()]);
  await cluster.stop();
});

async function openNodes(options: Parameters<typeof startRedisCluster>[0] = {}): Promise<void> {
  cluster = await startRedisCluster(options);
  const open = (nodeId: string) =>
    openTestApp({ LIMITS: 'off' }, { redisUrl: cluster.url, nodeId, logLevel: 'fatal' });
  [here, there] = await Promise.all([open('here'), open('there')]);
  hall = await openHall(here.url);
  clients.push(hall.moderator);
}

async function watcherOf(node: TestApp): Promise<RawClient> {
  const watcher = openRawClient(node.url);
  clients.push(watcher);
  await watcher.ask('room:join', { code: hall.code });
  return watcher;
}

/** Voters on both nodes who change their minds again and again, and repeat each ballot until it is answered. */
async function startVoting() {
  const { id, options } = hall.poll;
  const crowds = await Promise.all([here, there].map(({ url }) => gatherCrowd(url, VOTERS / 2)));
  clients.push(...crowds.flat());
  const acked = new Map<RawClient, { seq: number; option: number }>();
  let answers = 0;
  let isOver = false;

  async function castUntilAnswered(voter: RawClient, seq: number, option: number): Promise<void> {
    await until(async () => {
      const reply = await voter.call('ballot:cast', { id, answer: choose(options[option]!.id), seq });
      return reply.ok || (reply.error.code === 'STORE_UNAVAILABLE' ? false : Promise.reject(reply.error));
    }, FAIL_OVER_MS);
    acked.set(voter, { seq, option });
    answers += 1;
  }

  const voting = crowds.flat().map(async (voter, index) => {
    for (let seq = 1; !isOver; seq += 1) await castUntilAnswered(voter, seq, (index + seq) % 2);
  });
  return {
    answered: () => answers,
    async stop() {
      isOver = true;
      await Promise.all(voting);
      return acked;
    },
  };
}

async function expectTold(watchers: RawClient[], final: { version: number }): Promise<void> {
  for (const watcher of watchers)
    await watcher.next('poll:tally', ({ version }) => version === final.version);
  const courses = watchers.map((watcher) => courseOf(watcher, hall.poll.id));
  for (const course of courses) expectNeverBackwards(course);
  expectSameContent(courses);
}

test('[R8] [N1] two nodes on a Cluster are one server, also while the poll’s slot moves under its votes', async () => {
  await openNodes();
  const { id, options } = hall.poll;
  const watchers = [hall.moderator, await watcherOf(here), await watcherOf(there)];
  const voting = await startVoting();
  await until(() => voting.answered() > 2 * VOTERS);

  const migration = await cluster.startMigration(`pollcast:{${id}}:poll`);
  await migration.moveKeys();
  await migration.finish();
  const before = voting.answered();
  await until(() => voting.answered() > before + 2 * VOTERS);

  const acked = [...(await voting.stop()).values()];
  const { tally } = await hall.moderator.ask('poll:close', { id });
  const votesFor = (index: number) => acked.filter(({ option }) => option === index).length;
  expect(tally).toMatchObject({
    voters: VOTERS,
    bins: { [options[0]!.id]: votesFor(0), [options[1]!.id]: votesFor(1) },
  });
  await expectTold(watchers, tally);
});

test('[R8] [V2] when a replica takes over votes go on, and no watcher is shown an older tally', async () => {
  await openNodes({ hasReplicas: true });
  const { id } = hall.poll;
  const watchers = [hall.moderator, await watcherOf(here), await watcherOf(there)];
  const voting = await startVoting();
  await until(() => voting.answered() > 2 * VOTERS);

  await (await cluster.masterOf(`pollcast:{${id}}:poll`)).kill();
  const before = voting.answered();
  await until(() => voting.answered() > before + 2 * VOTERS, FAIL_OVER_MS);

  const acked = await voting.stop();
  for (const [voter, { seq, option }] of acked) {
    const { ballot } = await voter.ask('ballot:cast', {
      id,
      answer: choose(hall.poll.options[option]!.id),
      seq,
    });
    expect(ballot).toMatchObject({ seq, answer: choose(hall.poll.options[option]!.id) });
  }
  const { tally } = await until(
    () => hall.moderator.ask('poll:close', { id }).catch(() => null),
    FAIL_OVER_MS,
  );
  expect(tally.voters).toBe(VOTERS);
  await expectTold(watchers, tally);
});
