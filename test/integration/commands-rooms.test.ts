import { describe, expect, test } from '@jest/globals';
import { LIMITS } from '@pollcast/shared';
import { socketDoor } from '../support/doors.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openTestApp, type TestApp, type TestAppOptions } from '../support/test-app.ts';

const keep = closesAfterEach();

const openApp = async (options?: TestAppOptions) => keep(await openTestApp({ LIMITS: 'off' }, options));

async function hallOf(app: TestApp): Promise<Hall> {
  const hall = await draftHall(app.url);
  keep(hall.moderator);
  return hall;
}

const draft = {
  kind: 'choice' as const,
  question: 'Cake?',
  options: [{ label: 'Yes' }, { label: 'No' }],
};

describe('An edit of a poll', () => {
  const code = async (reply: Promise<unknown>) => ((await reply) as { error?: { code: string } }).error?.code;

  test('[C4] may change everything of a draft; ids of known options are kept, new ones are never an old one’s', async () => {
    const {
      moderator,
      poll: { id },
    } = await hallOf(await openApp());
    const options = [{ id: 'o2', label: 'Coffee!' }, { label: 'Water' }, { label: 'Juice' }];
    const edited = await moderator.ask('poll:update', {
      id,
      question: 'Drink?',
      options,
      settings: { max: 3, changeable: false },
    } as never);
    expect(edited.question).toBe('Drink?');
    expect(edited.options).toEqual([
      { id: 'o2', label: 'Coffee!' },
      { id: 'o3', label: 'Water' },
      { id: 'o4', label: 'Juice' },
    ]);
    expect(edited.settings).toMatchObject({ max: 3, min: 1, changeable: false, results: 'always' });
    const rated = await moderator.ask('poll:update', { id, kind: 'rating', settings: { steps: 7 } });
    expect(rated).toMatchObject({ kind: 'rating', options: [], settings: { steps: 7, changeable: false } });
  });

  test('[C7] that names a version is refused once the poll has another one, and made when it names that', async () => {
    const app = await openApp();
    const { moderator, poll } = await hallOf(app);
    const { id } = poll;
    const first = await moderator.ask('poll:update', { id, question: 'First?', version: poll.version });
    const second = { id, question: 'Second?', version: poll.version };
    expect(await code(moderator.call('poll:update', second))).toBe('CONFLICT');
    expect((await moderator.ask('poll:get', { id })).poll.question).toBe('First?');
    const again = await moderator.ask('poll:update', { ...second, version: first.version });
    expect(again.question).toBe('Second?');
    expect(await code(moderator.call('poll:update', { ...second, version: first.version }))).toBe('CONFLICT');
  });

  test('[S1] of an open or closed one changes question, labels, results and turnout, else NOT_DRAFT', async () => {
    const app = await openApp();
    const {
      moderator,
      poll: { id },
    } = await openHall(app.url);
    keep(moderator);
    await moderator.ask('ballot:cast', { id, answer: choose('o1') });
    const labels = [
      { id: 'o1', label: 'Green tea' },
      { id: 'o2', label: 'Coffee' },
    ];
    for (const close of [false, true]) {
      if (close) await moderator.ask('poll:close', { id });
      const edit = {
        id,
        question: 'Tea?',
        options: labels,
        settings: { results: 'after-vote', turnout: false },
      };
      expect(await moderator.ask('poll:update', edit as never)).toMatchObject({ ...edit, options: labels });
      for (const forbidden of [
        { settings: { changeable: false } },
        { settings: { max: 2 } },
        { settings: { durationMs: 5_000 } },
        { options: [...labels, { label: 'Water' }] },
        { options: labels.toReversed() },
        { kind: 'rating' },
      ]) {
        expect(await code(moderator.call('poll:update', { id, ...forbidden } as never))).toBe('NOT_DRAFT');
      }
      const view = await moderator.ask('poll:get', { id });
      expect(view.tally).toMatchObject({ voters: 1, bins: { o1: 1, o2: 0 } });
      expect(view.result!.rows[0]).toMatchObject({ label: 'Green tea', count: 1, percent: 100 });
    }
  });

  test('[C2] is refused with the place that is wrong', async () => {
    const {
      moderator,
      poll: { id },
    } = await hallOf(await openApp());
    const wrong: [object, string][] = [
      [{ options: [{ label: 'One' }] }, 'options'],
      [{ options: [{ id: 'o9', label: 'Nine' }, { label: 'One' }] }, 'options.0.id'],
      [
        {
          options: [
            { id: 'o1', label: 'A' },
            { id: 'o1', label: 'B' },
          ],
        },
        'options',
      ],
      [{ settings: { max: 3 } }, 'settings.max'],
      [{ settings: { min: 2 } }, 'settings.min'],
      [{ settings: { steps: 3 } }, 'settings.steps'],
      [{ question: ' ' }, 'question'],
    ];
    for (const [edit, path] of wrong) {
      const reply = await moderator.call('poll:update', { id, ...edit } as never);
      expect(reply).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
      expect(reply.ok || reply.error.issues![0]!.path).toBe(path);
    }
  });
});

describe('A draft', () => {
  test('[H1] does not exist for voters: not in reads, not on the stage, not in pushes', async () => {
    const app = await openApp();
    const { code, moderator, viewerKey, poll } = await hallOf(app);
    const { id } = poll;
    const voter = keep(socketDoor(app.url));
    const stage = keep(socketDoor(app.url, { key: viewerKey, view: 'stage' }));
    const viewer = keep(socketDoor(app.url, { key: viewerKey }));
    expect(await viewer.client.ask('room:join', { code })).toMatchObject({
      room: { stage: id, polls: [{ id }] },
    });
    for (const { client } of [voter, stage]) {
      expect(await client.ask('room:join', { code })).toMatchObject({
        room: { stage: null, polls: [] },
        polls: [],
      });
      for (const command of ['poll:get', 'poll:history'] as const) {
        expect(await client.call(command, { id })).toMatchObject({ error: { code: 'POLL_NOT_FOUND' } });
      }
      expect(await client.call('poll:watch', { ids: [id] })).toMatchObject({
        error: { code: 'POLL_NOT_FOUND' },
      });
    }
    await moderator.ask('poll:update', { id, question: 'Secret?' });
    await viewer.client.next('room:changed', ({ polls }) => polls[0]!.question === 'Secret?');
    const other = await moderator.ask('poll:create', { code, ...draft });
    await moderator.ask('poll:delete', { id: other.id });
    await moderator.ask('room:update', { code, title: 'Hall 2' });
    for (const { client } of [voter, stage]) {
      await client.next('room:changed', ({ title }) => title === 'Hall 2');
      expect(client.received.join('\n')).not.toMatch(new RegExp(`${id}|${other.id}|Secret`));
    }
  });
});

describe('A room', () => {
  test('[C6] holds 200 polls and not one more; texts and lists have their limits', async () => {
    const app = await openApp();
    const { code, moderator } = await hallOf(app);
    const create = (changes: object) =>
      moderator.call('poll:create', { code, ...draft, ...changes } as never);
    const options = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ label: `Option ${index}` }));
    expect(await create({ options: options(50), question: 'q'.repeat(300) })).toMatchObject({ ok: true });
    expect(await create({ options: [{ label: 'l'.repeat(200) }, { label: 'm' }] })).toMatchObject({
      ok: true,
    });
    for (const wrong of [
      { options: options(51) },
      { options: options(1) },
      { question: 'q'.repeat(301) },
      { options: [{ label: 'l'.repeat(201) }, { label: 'm' }] },
      { settings: { durationMs: LIMITS.durationMs + 1 } },
      { kind: 'rating', options: undefined, settings: { steps: 11 } },
    ]) {
      expect(await create(wrong)).toMatchObject({ error: { code: 'INVALID_INPUT' } });
    }
    for (let count = 3; count < LIMITS.pollsPerRoom; count += 1)
      expect(await create({})).toMatchObject({ ok: true });
    expect(await create({})).toMatchObject({ error: { code: 'CONFLICT' } });
    const { room } = await moderator.ask('room:join', { code });
    expect(room.polls).toHaveLength(LIMITS.pollsPerRoom);
  });

  test('[S1] orders its polls as they are moved', async () => {
    const {
      code,
      moderator,
      poll: { id: a },
    } = await hallOf(await openApp());
    const { id: b } = await moderator.ask('poll:create', { code, ...draft });
    const { id: c } = await moderator.ask('poll:create', { code, ...draft });
    const move = async (id: string, before: string | null) => {
      const { room } = await moderator.ask('poll:move', { id, before });
      return room.polls.map((poll) => poll.id);
    };
    expect(await move(c, a)).toEqual([c, a, b]);
    expect(await move(c, null)).toEqual([a, b, c]);
    expect(await move(b, b)).toEqual([a, b, c]);
    expect(await move(b, a)).toEqual([b, a, c]);
    expect(await moderator.call('poll:move', { id: b, before: 'nowhere' })).toMatchObject({
      error: { code: 'POLL_NOT_FOUND' },
    });
  });

  test('[C5] gives a deleted poll back for ten minutes, with its ballots, place and stage', async () => {
    let nowMs = Date.now();
    const app = await openApp({ now: () => nowMs });
    const {
      code,
      moderator,
      poll: { id },
    } = await openHall(app.url);
    keep(moderator);
    const voter = socketDoor(app.url);
    keep(voter);
    await voter.client.ask('room:join', { code });
    await voter.client.ask('ballot:cast', { id, answer: choose('o2'), seq: 1 });

    await moderator.ask('poll:delete', { id });
    await moderator.ask('poll:delete', { id });
    expect(await voter.client.next('poll:removed')).toEqual({ pollId: id });
    await voter.client.next('room:changed', ({ polls, stage }) => polls.length === 0 && stage === null);
    for (const command of ['poll:get', 'poll:history', 'poll:open', 'poll:close', 'poll:reset'] as const) {
      expect(await moderator.call(command, { id })).toMatchObject({ error: { code: 'POLL_NOT_FOUND' } });
    }
    const cast = await voter.call('ballot:cast', { id, answer: choose('o1'), seq: 2 });
    expect(cast).toMatchObject({ error: { code: 'POLL_NOT_FOUND' } });

    nowMs += LIMITS.restoreMs - 1;
    expect(await moderator.ask('poll:restore', { id })).toMatchObject({ id, status: 'open' });
    expect(await voter.client.next('poll:changed', (poll) => poll.id === id)).toMatchObject({
      status: 'open',
    });
    await voter.client.next('room:changed', ({ stage }) => stage === id);
    expect(await voter.client.ask('poll:get', { id })).toMatchObject({
      tally: { voters: 1, bins: { o2: 1 } },
      ballot: { seq: 1 },
    });

    await moderator.ask('poll:delete', { id });
    nowMs += LIMITS.restoreMs + 1;
    expect(await moderator.call('poll:restore', { id })).toMatchObject({ error: { code: 'POLL_NOT_FOUND' } });
  });
});
