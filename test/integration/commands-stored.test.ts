import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { dumpOf } from '../support/store-dump.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const keep = closesAfterEach();

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

describeOnStores('A creation with a requestId', (open) => {
  test('[C5] gives the same room, polls and keys back, by either door, also after a restart', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const door = openHttpDoor(app.url);
    const input = {
      title: 'Hall 1',
      polls: [draft, draft],
      requestId: randomBytes(24).toString('base64url'),
    };
    const guest = keep(openRawClient(app.url));
    const [first, again] = await Promise.all([
      guest.ask('room:create', input),
      guest.ask('room:create', input),
    ]);
    expect(again).toEqual(first);
    expect(new Set(first.room.polls.map(({ id }) => id)).size).toBe(2);
    await app.restart();
    expect((await door.call('room:create', input)).json).toEqual(first);
    const other = await door.call('room:create', { ...input, requestId: `${input.requestId}x` });
    expect((other.json as typeof first).room.code).not.toBe(first.room.code);
    const moderator = keep(openRawClient(app.url, { key: first.moderatorKey }));
    await moderator.ask('room:update', { code: first.room.code, title: 'Hall 2' });
  });

  test('[C5] makes one poll, however often and wherever it is asked for', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { code, moderator, moderatorKey } = await hallOf(app);
    const input = { code, ...draft, requestId: randomBytes(16).toString('base64url') };
    const polls = await Promise.all([1, 2, 3].map(() => moderator.ask('poll:create', input)));
    const overHttp = await openHttpDoor(app.url).call('poll:create', input, moderatorKey);
    expect(new Set([...polls, overHttp.json].map((poll) => (poll as { id: string }).id)).size).toBe(1);
    expect((await moderator.ask('room:get', { code })).room.polls).toHaveLength(2);
  });
});

describeOnStores('A room:rekey with a requestId', (open) => {
  const newRequest = () => randomBytes(24).toString('base64url');

  test('[C5] [I4] whose answer was lost is repeated without the old key, which is dead', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { code, moderatorKey } = await hallOf(app);
    const door = openHttpDoor(app.url);
    const input = { code, which: 'moderator' as const, requestId: newRequest() };
    const { json: lost } = await door.call('room:rekey', input, moderatorKey);
    expect((await door.call('room:rekey', input, moderatorKey)).status).toBe(401);
    const again = await door.call('room:rekey', input);
    expect(again).toMatchObject({ status: 200, json: lost });
    const { key } = again.json as { key: string };
    expect(key).not.toBe(moderatorKey);
    expect((await door.call('room:update', { code, title: 'Hall 2' }, key)).status).toBe(200);
    expect((await door.call('room:rekey', input, key)).json).toEqual(lost);
  });

  test('[C5] [I2] of somebody else, or of a key that another has replaced, gives nobody anything', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { code, moderator, moderatorKey } = await hallOf(app);
    const door = openHttpDoor(app.url);
    const input = { code, which: 'viewer' as const, requestId: newRequest() };
    expect((await door.call('room:rekey', input)).status).toBe(403);
    const { key } = await moderator.ask('room:rekey', input);
    expect(await moderator.ask('room:rekey', input)).toEqual({ key });
    expect((await door.call('room:rekey', { ...input, which: 'moderator' })).status).toBe(403);
    expect((await door.call('room:rekey', { ...input, requestId: newRequest() })).status).toBe(403);
    await door.call('room:rekey', { code, which: 'viewer' }, moderatorKey);
    expect((await door.call('room:rekey', input)).status).toBe(403);
  });
});

const voterKeyOf = (line: string) => line.split(' ')[1];

describeOnStores('What the store holds', (open) => {
  test('[I1] [I2] [I5] names no voter, no token and no key', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { code, moderatorKey, viewerKey, moderator, poll } = await openHall(app.url);
    keep(moderator);
    const voter = keep(openRawClient(app.url));
    const { you } = await voter.ask('room:join', { code });
    await voter.ask('ballot:cast', { id: poll.id, answer: choose('o1'), seq: 123_456 });
    const newKey = (await moderator.ask('room:rekey', { code, which: 'viewer' })).key;

    const dump = await dumpOf(app);
    expect(dump).toContain('123456');
    expect(dump).toContain(poll.id);
    const voterId = you.voterToken.slice(3, 25);
    for (const secret of [you.voterToken, voterId, moderatorKey, viewerKey, newKey]) {
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(secret.slice(9));
    }
  });

  test('[I5] bears nothing that links a voter’s ballots in two polls', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const halls = [await openHall(app.url), await openHall(app.url)];
    const voter = keep(openRawClient(app.url));
    for (const { moderator, poll } of halls) {
      keep(moderator);
      await voter.ask('ballot:cast', { id: poll.id, answer: choose('o1') });
    }
    const lines = (await dumpOf(app)).split('\n').filter((line) => line.startsWith('ballot '));
    const keys = halls.map(({ poll: { id } }) => lines.filter((line) => line.includes(id)).map(voterKeyOf));
    expect(keys).toEqual([[expect.stringMatching(/^[\w-]{22}$/)], [expect.stringMatching(/^[\w-]{22}$/)]]);
    expect(keys[0]).not.toEqual(keys[1]);
  });

  test('[C4] is free of a room, its polls and ballots once it is deleted', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const { code, moderator, moderatorKey, poll } = await openHall(app.url, { question: 'Nothing left?' });
    keep(moderator);
    const voter = keep(openRawClient(app.url));
    await voter.ask('room:join', { code });
    await voter.ask('ballot:cast', { id: poll.id, answer: choose('o1') });
    const other = await moderator.ask('poll:create', { code, ...draft, settings: { durationMs: 60_000 } });
    await moderator.ask('poll:open', { id: other.id });
    await moderator.ask('poll:delete', { id: other.id });

    await moderator.ask('room:delete', { code });
    await voter.next('poll:removed', ({ pollId }) => pollId === poll.id);
    await voter.next('room:changed', ({ polls }) => polls.length === 0);
    expect(await voter.call('room:join', { code })).toMatchObject({ error: { code: 'ROOM_NOT_FOUND' } });
    for (const { id } of [poll, other]) {
      expect(await voter.call('poll:get', { id })).toMatchObject({ error: { code: 'POLL_NOT_FOUND' } });
    }
    expect(await voter.call('ballot:cast', { id: poll.id, answer: choose('o1') })).toMatchObject({
      error: { code: 'POLL_NOT_FOUND' },
    });
    const gone = await openHttpDoor(app.url).call('room:update', { code, title: 'x' }, moderatorKey);
    expect(gone.status).toBe(401);
    const lines = (await dumpOf(app)).split('\n');
    // An index of deadlines keeps an opaque id until its time is over.
    const dump = lines.filter((line) => !line.startsWith('pollcast:{deadlines}')).join('\n');
    for (const trace of [code, poll.id, other.id, 'Nothing left?']) expect(dump).not.toContain(trace);
  });
});
