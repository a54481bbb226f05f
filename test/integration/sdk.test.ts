import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ClientOptions, createClient, type PollcastClient } from '@pollcast/client';
import type { CommonSettings, Poll } from '@pollcast/shared/pure';
import { choose } from '../support/poll-samples.ts';
import { until, untilConnection } from '../support/sdk-waits.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let clients: PollcastClient[];
let moderator: PollcastClient;
let code: string;
let keys: { moderator: string; viewer: string };

beforeEach(async () => {
  app = await openTestApp({ LIMITS: 'off' });
  clients = [];
  const created = await connect().call('room:create', { title: 'Hall 1' });
  code = created.room.code;
  keys = { moderator: created.moderatorKey, viewer: created.viewerKey };
  moderator = connect({ key: keys.moderator });
  await moderator.joinRoom(code);
});

afterEach(async () => {
  for (const client of clients) client.close();
  await app.close();
});

function connect(options: ClientOptions = {}): PollcastClient {
  const client = createClient({ url: app.url, ...options });
  clients.push(client);
  return client;
}

/** A voter who has joined the room. */
async function voter(options: ClientOptions = {}): Promise<PollcastClient> {
  const client = connect(options);
  await client.joinRoom(code);
  return client;
}

async function createPoll(settings: Partial<CommonSettings> = {}): Promise<Poll> {
  const options = [{ label: 'Tea' }, { label: 'Coffee' }];
  return moderator.call('poll:create', {
    code,
    kind: 'choice',
    question: 'Tea or coffee?',
    options,
    settings,
  });
}

async function openPoll(settings: Partial<CommonSettings> = {}): Promise<Poll> {
  const { id } = await createPoll(settings);
  return moderator.call('poll:open', { id });
}

const countsOf = (client: PollcastClient, id: string) =>
  client.poll(id)?.result?.rows.map(({ count }) => count);

describe('a joined room', () => {
  test('[T3] tells who one is, the open polls and the stage, and reads codes as typed', async () => {
    const poll = await openPoll();
    const client = connect();
    const state = await client.joinRoom(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `);
    expect(state.you.role).toBe('voter');
    expect(state.room).toMatchObject({ code, title: 'Hall 1', stage: poll.id });
    expect(client.room(code)).toBe(state);
    expect(client.poll(poll.id)).toMatchObject({ poll, turnout: 0, ballot: null });
    expect(client.voterToken).toMatch(/^vt_/);
    expect(Math.abs(client.serverNow() - Date.now())).toBeLessThan(60_000);
  });

  test('[S1] follows a poll from its opening to its close and next round', async () => {
    const client = await voter();
    const poll = await openPoll();
    await until(
      client,
      () => client.poll(poll.id)?.poll.status === 'open' && client.room(code)?.room.stage === poll.id,
    );
    await client.castBallot(poll.id, choose('o1'));
    await moderator.call('poll:close', { id: poll.id });
    await until(client, () => client.poll(poll.id)?.tally?.final === true);
    expect(countsOf(client, poll.id)).toEqual([1, 0]);
    await moderator.call('poll:reset', { id: poll.id });
    await until(client, () => client.poll(poll.id)?.poll.round === 2);
    expect(client.poll(poll.id)).toMatchObject({ tally: null, result: null, ballot: null });
  });

  test('[S1] a poll that is opened again brings the ballot that is stored', async () => {
    const poll = await openPoll();
    const first = await voter();
    await first.castBallot(poll.id, choose('o2'));
    const other = await moderator.call('poll:create', { code, kind: 'rating', question: 'How is it?' });
    await moderator.call('poll:open', { id: other.id });
    await moderator.call('poll:close', { id: poll.id });
    const again = await voter({ voterToken: first.voterToken ?? '' });
    expect(again.poll(poll.id)).toBeNull();
    await moderator.call('poll:open', { id: poll.id });
    await until(again, () => again.poll(poll.id)?.ballot?.state === 'counted');
    expect(again.poll(poll.id)?.ballot).toEqual({ state: 'counted', answer: choose('o2') });
  });

  test('[S1] a poll that is removed is gone', async () => {
    const poll = await openPoll();
    const client = await voter();
    await moderator.call('poll:delete', { id: poll.id });
    await until(client, () => client.poll(poll.id) === null);
  });

  test('[C2] that does not exist is refused, and left alone', async () => {
    const client = connect();
    await expect(client.joinRoom('333333')).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
    await expect(client.joinRoom('not a code')).rejects.toMatchObject({ retryable: false });
    expect(client.room('333333')).toBeNull();
  });

  test('[T2] that is left says nothing more, and its polls are gone unless watched', async () => {
    const [kept, gone] = [await openPoll(), await openPoll()];
    const client = await voter();
    await client.watchPolls([kept.id]);
    client.leaveRoom(code);
    expect([client.room(code), client.poll(gone.id)]).toEqual([null, null]);
    expect(client.poll(kept.id)).not.toBeNull();
  });
});

describe('voting', () => {
  test('[B1] [T2] every screen ends with the same tally', async () => {
    const poll = await openPoll();
    const voters = await Promise.all(Array.from({ length: 10 }, () => voter()));
    await Promise.all(
      voters.map((client, index) => client.castBallot(poll.id, choose(index < 7 ? 'o1' : 'o2'))),
    );
    const screens = [moderator, await voter({ key: keys.viewer, view: 'stage' }), ...voters];
    await Promise.all(screens.map((screen) => until(screen, () => screen.poll(poll.id)?.turnout === 10)));
    for (const screen of screens) expect(countsOf(screen, poll.id)).toEqual([7, 3]);
  });

  test('[B6] [B7] a changed ballot moves, a withdrawn one goes', async () => {
    const poll = await openPoll();
    const client = await voter();
    await expect(client.castBallot(poll.id, choose('o1'))).resolves.toMatchObject({ status: 'counted' });
    await expect(client.castBallot(poll.id, choose('o2'))).resolves.toMatchObject({ status: 'changed' });
    await until(client, () => countsOf(client, poll.id)?.[1] === 1);
    expect(countsOf(client, poll.id)).toEqual([0, 1]);
    await expect(client.withdrawBallot(poll.id)).resolves.toMatchObject({ status: 'withdrawn' });
    await until(client, () => client.poll(poll.id)?.turnout === 0);
    expect(client.poll(poll.id)?.ballot).toBeNull();
  });

  test('[B1] many quick changes of mind end with the last one, counted once', async () => {
    const poll = await openPoll();
    const client = await voter();
    const casts = Array.from({ length: 20 }, (_, index) =>
      client.castBallot(poll.id, choose(index % 2 ? 'o1' : 'o2')),
    );
    await Promise.all(casts);
    await until(client, () => countsOf(client, poll.id)?.[0] === 1);
    expect(countsOf(client, poll.id)).toEqual([1, 0]);
  });

  test('[B6] a poll that does not let ballots be changed shows the one that counts', async () => {
    const poll = await openPoll({ changeable: false });
    const client = await voter();
    await client.castBallot(poll.id, choose('o1'));
    await expect(client.castBallot(poll.id, choose('o2'))).rejects.toMatchObject({ code: 'ALREADY_VOTED' });
    expect(client.poll(poll.id)?.ballot).toMatchObject({ state: 'failed', answer: choose('o1') });
  });

  test('[I1] the same voter on another screen finds the ballot there', async () => {
    const poll = await openPoll();
    const told: string[] = [];
    const first = await voter({ onVoterToken: (token) => told.push(token) });
    await first.castBallot(poll.id, choose('o2'));
    expect(told).toEqual([first.voterToken]);
    const second = await voter({ voterToken: told[0] ?? '' });
    expect(second.poll(poll.id)?.ballot).toEqual({ state: 'counted', answer: choose('o2') });
  });
});

describe('hidden results', () => {
  test('[H1] [H2] after-vote: the turnout before, the result with one’s vote, and neither after taking it back', async () => {
    const poll = await openPoll({ results: 'after-vote' });
    const [client, other] = [await voter(), await voter()];
    await other.castBallot(poll.id, choose('o1'));
    await until(client, () => client.poll(poll.id)?.turnout === 1);
    expect(client.poll(poll.id)).toMatchObject({ tally: null, result: null });
    await client.castBallot(poll.id, choose('o2'));
    await until(client, () => countsOf(client, poll.id)?.[1] === 1);
    expect(countsOf(client, poll.id)).toEqual([1, 1]);
    await client.withdrawBallot(poll.id);
    expect(client.poll(poll.id)).toMatchObject({ tally: null, result: null });
  });

  test('[H1] a result that the moderator hides goes, and comes back when revealed', async () => {
    const poll = await openPoll();
    const client = await voter();
    await client.castBallot(poll.id, choose('o1'));
    await until(client, () => countsOf(client, poll.id)?.[0] === 1);
    await moderator.call('poll:reveal', { id: poll.id, revealed: false });
    await until(client, () => client.poll(poll.id)?.poll.revealed === false);
    expect(client.poll(poll.id)).toMatchObject({ tally: null, result: null });
    expect(countsOf(moderator, poll.id)).toEqual([1, 0]);
    await moderator.call('poll:reveal', { id: poll.id, revealed: true });
    await until(client, () => countsOf(client, poll.id)?.[0] === 1);
  });
});

describe('state', () => {
  test('[V2] stays the same object until it changes, and changes of a turn are told once', async () => {
    const [poll, other] = [await openPoll(), await openPoll()];
    const client = await voter();
    const untouched = client.poll(other.id);
    let calls = 0;
    client.onChange(() => {
      calls += 1;
    });
    const cast = client.castBallot(poll.id, choose('o1'));
    const sending = client.poll(poll.id);
    expect(client.poll(poll.id)).toBe(sending);
    expect(calls).toBe(0);
    await Promise.resolve();
    expect(calls).toBe(1);
    await cast;
    expect(client.poll(poll.id)).not.toBe(sending);
    expect(client.poll(other.id)).toBe(untouched);
  });
});

describe('a server that restarts', () => {
  test('[R2] [R3] [T3] is found again: rooms rejoined, polls that moved on meanwhile brought up to date', async () => {
    const [moved, steady] = [await openPoll(), await openPoll()];
    const client = await voter();
    await client.castBallot(steady.id, choose('o1'));
    await app.stop();
    await untilConnection(client, 'offline');
    await app.start();
    const busy = connect({ key: keys.moderator });
    await busy.call('poll:close', { id: moved.id });
    await until(client, () => client.poll(moved.id)?.poll.status === 'closed');
    expect(client.poll(steady.id)).toMatchObject({
      turnout: 1,
      ballot: { state: 'counted', answer: choose('o1') },
    });
  });

  test('[B3] counts a ballot once that was cast while it was away', async () => {
    const poll = await openPoll();
    const client = await voter();
    await app.stop();
    await untilConnection(client, 'offline');
    const cast = client.castBallot(poll.id, choose('o2'));
    await app.start();
    await expect(cast).resolves.toMatchObject({ status: 'counted' });
    await until(client, () => countsOf(client, poll.id)?.[1] === 1);
    expect(client.poll(poll.id)?.tally?.voters).toBe(1);
  });
});

describe('keys', () => {
  test('[I4] replacing a key refuses its clients for good', async () => {
    const viewer = await voter({ key: keys.viewer });
    await moderator.call('room:rekey', { code, which: 'viewer' });
    await untilConnection(viewer, 'refused');
    const late = connect({ key: keys.viewer });
    await untilConnection(late, 'refused');
    expect(moderator.connection.status).toBe('online');
  });
});

describe('the seed poll', () => {
  interface Seed {
    title: string;
    question: string;
    options: { label: string; votes: number; shown: string }[];
  }
  const seed: Seed = JSON.parse(readFileSync(new URL('../fixtures/seed-poll.json', import.meta.url), 'utf8'));

  test('[D1] voted by 108 clients ends with its numbers', async () => {
    const options = seed.options.map(({ label }) => ({ label }));
    const { id } = await moderator.call('poll:create', {
      code,
      kind: 'choice',
      question: seed.question,
      options,
    });
    const poll = await moderator.call('poll:open', { id });
    const ballots = poll.options.flatMap(
      (option, index) => Array(seed.options[index]?.votes).fill(option.id) as string[],
    );
    await Promise.all(ballots.map(async (option) => (await voter()).castBallot(id, choose(option))));
    await moderator.call('poll:close', { id });
    await until(moderator, () => moderator.poll(id)?.tally?.final === true);
    const rows = moderator.poll(id)?.result?.rows ?? [];
    expect(rows.map(({ count, percent }) => `${count} (${percent}%)`)).toEqual(
      seed.options.map(({ shown }) => shown),
    );
  });
});
