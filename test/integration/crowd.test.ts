import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type CommandResult, commands, type Poll, type PollId, type Reply } from '@pollcast/shared';
import { gatherCrowd, sumOf } from '../support/crowd.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import type { RawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

type CastReply = Reply<CommandResult<'ballot:cast'>>;

const CROWD = 1_000;
const seed = JSON.parse(readFileSync('test/fixtures/seed-poll.json', 'utf8')) as {
  question: string;
  options: { label: string; votes: number; shown: string }[];
};

describeOnStores('a crowd', (open) => {
  let app: TestApp;
  let crowd: RawClient[];
  let hall: Hall;

  beforeAll(async () => {
    app = await open({ LIMITS: 'off' });
    crowd = await gatherCrowd(app.url, CROWD);
  });
  afterEach(() => hall.moderator.close());
  afterAll(async () => {
    for (const voter of crowd) voter.close();
    await app.close();
  });

  const cast = (voter: RawClient, option: number, seq: number) =>
    voter.call('ballot:cast', { id: hall.poll.id, answer: answerOf(hall.poll, option), seq, round: 1 });

  test('[B1] of a thousand voters who cast, repeat and change at the same instant counts each one once', async () => {
    hall = await openHall(app.url);
    await Promise.all(crowd.map((voter) => voter.ask('room:join', { code: hall.code })));
    const first = Date.now();

    const replies = await Promise.all(
      crowd.map((voter, index) =>
        Promise.all([
          cast(voter, 0, first),
          cast(voter, 0, first),
          cast(voter, index % 3 === 0 ? 0 : 1, first + 1),
        ]),
      ),
    );

    for (const own of replies) {
      expect(own.map(({ ok }) => ok)).toEqual([true, true, true]);
      expect(own.filter((reply) => statusOf(reply) === 'counted')).toHaveLength(1);
    }
    const { tally } = await hall.moderator.ask('poll:close', { id: hall.poll.id });
    expect(tally).toMatchObject({ voters: CROWD, final: true });
    expect(Object.values(tally.bins)).toEqual([334, 666]);
    const audit = await app.store.ballots.audit(hall.poll.id as PollId);
    expect(audit!.recounted).toEqual({ voters: tally.voters, bins: tally.bins });
    expect(audit!.counted).toEqual({ version: tally.version, ...audit!.recounted });

    const late = await cast(crowd[1]!, 0, first);
    expect(late).toMatchObject({ ok: true, data: { status: 'superseded', ballot: { seq: first + 1 } } });
    // Everybody in the hall sees the final result.
    await Promise.all(crowd.map((voter) => voter.next('poll:tally', ({ final }) => final)));
    for (const voter of crowd) expect(voter.pushes('poll:tally').at(-1)).toEqual(tally);
  });

  test('[S2] counts what it acked before the close and nothing after, by whatever door it came', async () => {
    hall = await openHall(app.url);
    const { id } = hall.poll;
    const others = await gatherCrowd(app.url, 900);
    const tokens = await Promise.all(crowd.slice(0, 100).map((voter) => voter.ask('voter:create', {})));
    const seq = Date.now();
    const url = `${app.url}/api/v1/polls/${id}/ballot`;
    const ballot = { answer: answerOf(hall.poll, 1), seq, round: 1 };
    const bySocket = [...crowd, ...others].map((voter) => () => cast(voter, 0, seq));
    const byHttp = tokens.map(
      ({ voterToken }) =>
        () =>
          castOverHttp(url, voterToken, ballot),
    );
    const all = [...byHttp.slice(0, 50), ...bySocket, ...byHttp.slice(50)];

    // A thousand on their way, some of them acked; the close among the next; some surely after it.
    const early = all.slice(0, 1_000).map((vote) => vote());
    await Promise.all(early.slice(0, 100));
    const closing = hall.moderator.ask('poll:close', { id });
    const amidst = all.slice(1_000, 1_980).map((vote) => vote());
    const { tally } = await closing;
    const after = all.slice(1_980).map((vote) => vote());
    const replies = await Promise.all([...early, ...amidst, ...after]);

    const counted = replies.filter((reply) => reply.ok);
    const refused = replies.filter((reply) => !reply.ok);
    expect(counted.length).toBeGreaterThanOrEqual(100);
    expect(refused.length).toBeGreaterThanOrEqual(20);
    expect(tally.voters).toBe(counted.length);
    expect(sumOf(tally.bins)).toBe(counted.length);
    for (const reply of counted) {
      expect(reply).toMatchObject({ data: { status: 'counted' } });
      expect(reply.data.version).toBeLessThanOrEqual(tally.version);
    }
    for (const reply of refused) expect(reply.error).toMatchObject({ code: 'POLL_CLOSED', retryable: false });

    const retries = await Promise.all(all.map((vote) => vote()));
    const expected = replies.map((reply) => (reply.ok ? 'repeated' : 'POLL_CLOSED'));
    expect(retries.map((reply) => (reply.ok ? reply.data.status : reply.error.code))).toEqual(expected);
    expect((await hall.moderator.ask('poll:get', { id })).tally).toEqual(tally);
    expect(await hall.moderator.ask('poll:close', { id })).toMatchObject({ tally });
    for (const voter of others) voter.close();
  });

  test('[D1] the seed poll, voted by its 108 voters, shows its four results on the wire and in its page', async () => {
    const options = seed.options.map(({ label }) => ({ label }));
    hall = await openHall(app.url, { question: seed.question, options });
    const choices = seed.options.flatMap(({ votes }, option) => Array<number>(votes).fill(option));
    await Promise.all(choices.map((option, index) => cast(crowd[index]!, option, Date.now())));
    await hall.moderator.ask('poll:close', { id: hall.poll.id });

    const { result } = await crowd[500]!.ask('poll:get', { id: hall.poll.id });
    expect(result!.base).toBe(108);
    const shown = seed.options.map((option) => option.shown);
    expect(result!.rows.map(({ count, percent }) => `${count} (${percent}%)`)).toEqual(shown);
    expect(result!.rows.map(({ label }) => label)).toEqual(seed.options.map(({ label }) => label));

    const page = await (await fetch(`${app.url}/p/${hall.poll.id}`)).text();
    expect(page.match(/\d+ \(\d+%\)/g)).toEqual(shown);
  });
});

function answerOf(poll: Poll, option: number) {
  return choose(poll.options[option]!.id);
}

function statusOf(reply: CastReply): string {
  return reply.ok ? reply.data.status : reply.error.code;
}

/** A cast by the other door, its answer in the form of an ack. */
async function castOverHttp(url: string, voterToken: string, ballot: object): Promise<CastReply> {
  const response = await fetch(url, {
    method: 'PUT',
    headers: { authorization: `Bearer ${voterToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(ballot),
  });
  const body = await response.json();
  if (!response.ok) return { ok: false, error: body as never };
  return { ok: true, data: commands['ballot:cast'].result.parse(body) };
}
