import { expect, test } from '@jest/globals';
import { API_PREFIX, type Poll } from '@pollcast/shared';
import { draftHall, type Hall } from '../support/hall.ts';
import { openHttpDoor, problemOf } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const keep = closesAfterEach();
const options = ['Business', 'Research'].map((label) => ({ label }));

/** A room whose segment is an open poll, and a draft to be split by it. */
async function segmentedHall(app: TestApp): Promise<Hall & { segment: Poll }> {
  const hall = await draftHall(app.url);
  const { moderator, code } = hall;
  keep(moderator);
  const segment = await moderator.ask('poll:create', {
    code,
    kind: 'choice',
    question: 'Who are you?',
    options,
  });
  await moderator.ask('room:update', { code, segment: segment.id });
  await moderator.ask('poll:open', { id: segment.id, stage: false });
  return { ...hall, segment };
}

function voterIn(app: TestApp): RawClient {
  return keep(openRawClient(app.url));
}

describeOnStores('segments', (open) => {
  test('[G1] [G2] [E3] a ballot counts in the segment that its voter had said, live; its sum and its audit stay right', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { moderator, moderatorKey, poll, segment, code } = await segmentedHall(app);
    const opened = await moderator.ask('poll:open', { id: poll.id });
    expect(opened.segment).toBe(segment.id);
    for (const [said, answer] of ['o1 o1', 'o1 o1', 'o1 o1', 'o2 o2', 'o2 o2', 'o2 o2'].map((it) =>
      it.split(' '),
    )) {
      const voter = voterIn(app);
      await voter.ask('ballot:cast', { id: segment.id, answer: choose(said!) });
      const { ballot } = await voter.ask('ballot:cast', { id: poll.id, answer: choose(answer!) });
      expect(ballot).toMatchObject({ answer: choose(answer!) });
    }
    const view = await moderator.ask('poll:get', { id: poll.id });
    expect(view.tally).toMatchObject({ voters: 6, bins: { o1: 3, o2: 3 } });
    expect(Object.keys(view.tally!.bins)).toEqual(['o1', 'o2']);

    const split = await voterIn(app).ask('poll:split', { id: poll.id });
    expect(split.segment).toEqual({ id: segment.id, question: 'Who are you?' });
    expect(split.groups.map(({ label, result }) => [label, result.rows.map(({ count }) => count)])).toEqual([
      ['Business', [3, 0]],
      ['Research', [0, 3]],
    ]);
    expect(await app.store.ballots.audit(poll.id)).toMatchObject({ recounted: { voters: 6 } });
    const room = await moderator.ask('room:get', { code });
    expect(room.room.segment).toBe(segment.id);
    const { points } = await moderator.ask('poll:history', { id: poll.id });
    expect(points.at(-1)!.bins).toEqual({ o1: 3, o2: 3 });
    const { id } = (await moderator.ask('poll:close', { id: poll.id })).poll;
    const path = `${API_PREFIX}/polls/${id}/ballots.json`;
    const file = await openHttpDoor(app.url).send('GET', path, { secret: moderatorKey });
    expect(problemOf(file).code).toBe('FORBIDDEN');
  });

  test('[G1] a poll keeps the segment that it was opened with; who may not see the result sees no part of it', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { moderator, poll, segment, code } = await segmentedHall(app);
    await moderator.ask('poll:update', { id: poll.id, settings: { results: 'moderators' } });
    await moderator.ask('room:update', { code, segment: null });
    expect((await moderator.ask('poll:open', { id: poll.id })).segment).toBeNull();
    await moderator.ask('room:update', { code, segment: segment.id });
    expect((await moderator.ask('poll:get', { id: poll.id })).poll.segment).toBeNull();
    expect(await moderator.ask('poll:split', { id: poll.id })).toEqual({ segment: null, groups: [] });
    expect(await voterIn(app).call('poll:split', { id: poll.id })).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
  });

  test('[G1] only a choice of one out of few can be a segment', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { moderator, code } = await segmentedHall(app);
    const rating = await moderator.ask('poll:create', { code, kind: 'rating', question: 'How?' });
    expect(await moderator.call('room:update', { code, segment: rating.id })).toMatchObject({
      error: { code: 'INVALID_INPUT', issues: [{ path: 'segment' }] },
    });
  });
});
