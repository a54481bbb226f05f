import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { gatherCrowd, sumOf } from '../support/crowd.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';
import {
  courseOf,
  expectAnnounced,
  expectNeverBackwards,
  expectSameContent,
} from '../support/watcher-rules.ts';

describeOnStores('the broadcast', (open) => {
  let app: TestApp;
  let hall: Hall;
  let clients: RawClient[] = [];

  afterEach(async () => {
    for (const client of [hall.moderator, ...clients]) client.close();
    clients = [];
    await app.close();
  });

  async function crowdOf(size: number): Promise<RawClient[]> {
    const crowd = await gatherCrowd(app.url, size);
    clients.push(...crowd);
    return crowd;
  }

  function connect(auth: Parameters<typeof openRawClient>[1] = {}): RawClient {
    const client = openRawClient(app.url, auth);
    clients.push(client);
    return client;
  }

  const cast = (voter: RawClient, option = 0) =>
    voter.ask('ballot:cast', {
      id: hall.poll.id,
      answer: choose(hall.poll.options[option]!.id),
      seq: Date.now(),
    });
  const isOf = (voters: number) => (tally: { voters: number }) => tally.voters === voters;

  test('[T1] after a quiet cadence a vote is seen at once, and a final tally never waits', async () => {
    app = await open({ LIMITS: 'off', CADENCE_MS: '500' });
    hall = await openHall(app.url);
    const [first, second] = await crowdOf(2);
    await sleep(600);

    await cast(first!);
    // On one connection what was sent before comes before: no waiting here.
    await hall.moderator.ask('poll:get', { id: hall.poll.id });
    expect(hall.moderator.pushes('poll:tally').at(-1)).toMatchObject({ voters: 1 });

    await cast(second!);
    const { tally } = await hall.moderator.ask('poll:close', { id: hall.poll.id });
    expect(hall.moderator.pushes('poll:tally').at(-1)).toEqual(tally);
    expect(tally).toMatchObject({ voters: 2, final: true });
  });

  test('[T1] a stream of votes is seen at most once a cadence', async () => {
    const cadenceMs = 200;
    app = await open({ LIMITS: 'off', CADENCE_MS: String(cadenceMs) });
    hall = await openHall(app.url);
    const voters = await crowdOf(100);
    const before = hall.moderator.pushes('poll:tally').length;
    const startedAt = performance.now();
    for (const voter of voters) await cast(voter);
    await hall.moderator.next('poll:tally', isOf(100));
    const elapsedMs = performance.now() - startedAt;
    const seen = hall.moderator.pushes('poll:tally').length - before;
    expect(seen).toBeGreaterThan(0);
    expect(seen).toBeLessThanOrEqual(Math.floor(elapsedMs / cadenceMs) + 2);
  });

  test('[T2] the last tally reaches everybody who may see it, however they watch', async () => {
    app = await open({ LIMITS: 'off' });
    hall = await openHall(app.url);
    const inRoom = connect();
    const ofPoll = connect();
    const viewer = connect({ key: hall.viewerKey });
    const stage = connect({ key: hall.viewerKey, view: 'stage' });
    for (const watcher of [inRoom, viewer, stage]) await watcher.ask('room:join', { code: hall.code });
    await ofPoll.ask('poll:watch', { ids: [hall.poll.id] });
    const both = connect();
    await both.ask('room:join', { code: hall.code });
    await both.ask('poll:watch', { ids: [hall.poll.id] });

    const voters = await crowdOf(100);
    await Promise.all(voters.map((voter) => cast(voter)));
    const watchers = [inRoom, ofPoll, viewer, stage, both, hall.moderator];
    for (const watcher of watchers)
      expect((await watcher.next('poll:tally', isOf(100))).bins[hall.poll.options[0]!.id]).toBe(100);
    const { tally } = await hall.moderator.ask('poll:close', { id: hall.poll.id });
    for (const watcher of watchers)
      expect(await watcher.next('poll:tally', ({ final }) => final)).toEqual(tally);
    const states = both.pushes('poll:tally').map(({ version }) => version);
    expect(new Set(states).size).toBe(states.length);
  });

  test('[T2] whoever left hears nothing more', async () => {
    app = await open({ LIMITS: 'off' });
    hall = await openHall(app.url);
    const leaver = connect();
    await leaver.ask('room:join', { code: hall.code });
    await leaver.ask('poll:watch', { ids: [hall.poll.id] });
    await leaver.ask('room:leave', { code: hall.code });
    await leaver.ask('poll:unwatch', { ids: [hall.poll.id] });
    const [voter] = await crowdOf(1);
    await leaver.none('poll:tally', async () => {
      await cast(voter!);
      await hall.moderator.next('poll:tally', isOf(1));
      await hall.moderator.ask('poll:close', { id: hall.poll.id });
      await hall.moderator.next('poll:tally', ({ final }) => final);
      await leaver.ask('poll:get', { id: hall.poll.id });
    });
  });

  test('[T3] whoever joins amidst the voting misses nothing and never sees it go back', async () => {
    app = await open({ LIMITS: 'off', CADENCE_MS: '10' });
    hall = await openHall(app.url);
    const voters = await crowdOf(200);
    const joins: Promise<ReturnType<typeof courseOf>>[] = [];

    async function join(): Promise<ReturnType<typeof courseOf>> {
      const latecomer = connect();
      const { polls } = await latecomer.ask('room:join', { code: hall.code });
      // Whoever joins after the close is told of it by the snapshot alone.
      if (polls[0]!.tally?.final !== true) await latecomer.next('poll:tally', ({ final }) => final);
      const course = courseOf(latecomer, hall.poll.id);
      expectNeverBackwards(course);
      return course;
    }

    const casts = voters.map(async (voter, index) => {
      for (let round = 0; round < 3; round += 1) {
        await voter.ask('ballot:cast', {
          id: hall.poll.id,
          answer: choose(hall.poll.options[(index + round) % 2]!.id),
          seq: round + 1,
        });
        if (index % 10 === 0) joins.push(join());
      }
    });
    await Promise.all(casts);
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    const courses = await Promise.all(joins);
    expect(courses.length).toBe(60);
    expectSameContent([...courses, courseOf(hall.moderator, hall.poll.id)]);
  });

  test('[V2] through openings, closes and rounds the state is told before its counts, and never goes back', async () => {
    app = await open({ LIMITS: 'off', CADENCE_MS: '10' });
    hall = await draftHall(app.url);
    const { id } = hall.poll;
    const voters = await crowdOf(30);
    const watchers = [connect(), connect({ key: hall.viewerKey }), voters[0]!];
    for (const watcher of watchers) await watcher.ask('room:join', { code: hall.code });

    const voting = { stop: false };
    const voted = Promise.all(
      voters.map(async (voter, index) => {
        for (let seq = 1; !voting.stop; seq += 1) {
          const answer = choose(hall.poll.options[(index + seq) % 2]!.id);
          await voter.call('ballot:cast', { id, answer, seq });
        }
      }),
    );
    for (let round = 1; round <= 3; round += 1) {
      await hall.moderator.ask('poll:open', { id });
      await hall.moderator.next('poll:tally', (tally) => tally.round === round && tally.voters > 5);
      await hall.moderator.ask('poll:close', { id });
      await hall.moderator.ask('poll:open', { id });
      await hall.moderator.ask('poll:close', { id });
      if (round < 3) await hall.moderator.ask('poll:reset', { id });
    }
    voting.stop = true;
    await voted;
    const { tally } = await hall.moderator.ask('poll:close', { id });
    for (const watcher of [...watchers, hall.moderator])
      await watcher.next('poll:tally', ({ version }) => version === tally.version);

    const courses = [...watchers, hall.moderator].map((watcher) => courseOf(watcher, id));
    for (const course of courses) {
      expectNeverBackwards(course);
      expectAnnounced(course);
      expect(course.at(-1)).toEqual({ tally });
    }
    expectSameContent(courses);
    for (const told of courses.flat())
      if ('tally' in told) expect(sumOf(told.tally.bins)).toBe(told.tally.voters);
  });
});
