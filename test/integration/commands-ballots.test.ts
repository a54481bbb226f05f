import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LIMITS } from '@pollcast/shared';
import { type Door, httpDoor, socketDoor } from '../support/doors.ts';
import { draftHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import type { RawClient } from '../support/raw-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

describe('A ballot over the wire', () => {
  let app: TestApp;
  let voterToken: string;
  beforeAll(async () => {
    app = await openTestApp({ LIMITS: 'off' });
    const guest = socketDoor(app.url);
    voterToken = (await guest.client.ask('voter:create', {})).voterToken;
    guest.close();
  });
  afterAll(() => app.close());

  const doors = {
    socket: () => socketDoor(app.url, { voterToken }),
    http: () => httpDoor(app.url, voterToken),
  };
  const tea = choose('o1');
  const coffee = choose('o2');

  async function hall(
    settings = {},
  ): Promise<{ moderator: RawClient; id: string; voters: () => Promise<number> }> {
    const {
      moderator,
      poll: { id },
    } = await draftHall(app.url, { settings });
    await moderator.ask('poll:open', { id });
    return { moderator, id, voters: async () => (await moderator.ask('poll:get', { id })).tally!.voters };
  }

  /** Status of the ballot, or code of the refusal. */
  async function outcome(
    door: Door,
    command: 'ballot:cast' | 'ballot:withdraw',
    input: object,
  ): Promise<unknown> {
    const reply = await door.call(command, input);
    return reply.ok ? (reply.data as { status: string }).status : reply.error.code;
  }

  test.each(['socket', 'http'] as const)('[B3] [B4] [B5] [B6] [B7] goes by its seq, by %s', async (name) => {
    const { moderator, id, voters } = await hall();
    const door = doors[name]();
    const cast = (seq: number, chosen = tea) => outcome(door, 'ballot:cast', { id, answer: chosen, seq });
    const withdraw = (seq: number) => outcome(door, 'ballot:withdraw', { id, seq });
    expect(await cast(10)).toBe('counted');
    expect(await cast(10)).toBe('repeated');
    expect(await cast(10, coffee)).toBe('repeated');
    expect(await cast(9, coffee)).toBe('superseded');
    expect(await cast(20)).toBe('repeated');
    expect(await cast(15, coffee)).toBe('superseded');
    expect(await cast(30, coffee)).toBe('changed');
    expect(await voters()).toBe(1);
    expect(await withdraw(29)).toBe('superseded');
    expect(await withdraw(40)).toBe('withdrawn');
    expect(await withdraw(40)).toBe('repeated');
    expect(await cast(35)).toBe('superseded');
    expect(await voters()).toBe(0);
    expect(await cast(50)).toBe('counted');
    await moderator.ask('poll:close', { id });
    expect(await cast(50)).toBe('repeated');
    expect(await cast(60)).toBe('repeated');
    expect(await cast(55, coffee)).toBe('superseded');
    expect(await cast(70, coffee)).toBe('POLL_CLOSED');
    expect(await withdraw(80)).toBe('POLL_CLOSED');
    expect(await voters()).toBe(1);
    door.close();
    moderator.close();
  });

  test.each(['socket', 'http'] as const)(
    '[B6] [B7] stays as it is where it may not be changed, by %s',
    async (name) => {
      const { moderator, id, voters } = await hall({ changeable: false });
      const door = doors[name]();
      expect(await outcome(door, 'ballot:cast', { id, answer: tea, seq: 10 })).toBe('counted');
      expect(await outcome(door, 'ballot:cast', { id, answer: coffee, seq: 20 })).toBe('ALREADY_VOTED');
      expect(await outcome(door, 'ballot:withdraw', { id, seq: 30 })).toBe('ALREADY_VOTED');
      expect(await outcome(door, 'ballot:cast', { id, answer: tea, seq: 40 })).toBe('repeated');
      expect(await voters()).toBe(1);
      door.close();
      moderator.close();
    },
  );

  test.each(['socket', 'http'] as const)(
    '[B4] without a seq takes the server’s clock, with one too far ahead is refused, by %s',
    async (name) => {
      const { moderator, id } = await hall();
      const door = doors[name]();
      expect(await outcome(door, 'ballot:cast', { id, answer: tea })).toBe('counted');
      expect(await outcome(door, 'ballot:cast', { id, answer: coffee })).toBe('changed');
      expect(await outcome(door, 'ballot:cast', { id, answer: tea, seq: 5 })).toBe('superseded');
      const ahead = Date.now() + LIMITS.seqAheadMs;
      expect(await outcome(door, 'ballot:cast', { id, answer: tea, seq: ahead + 60_000 })).toBe(
        'INVALID_INPUT',
      );
      expect(await outcome(door, 'ballot:withdraw', { id, seq: ahead + 60_000 })).toBe('INVALID_INPUT');
      expect(await outcome(door, 'ballot:cast', { id, answer: tea, seq: ahead - 60_000 })).toBe('changed');
      expect(await outcome(door, 'ballot:withdraw', { id })).toBe('withdrawn');
      door.close();
      moderator.close();
    },
  );

  test('[B4] the stored ballot comes back with what is superseded, null where it was withdrawn', async () => {
    const { moderator, id } = await hall();
    const voter = socketDoor(app.url, { voterToken });
    const { client } = voter;
    await client.ask('ballot:cast', { id, answer: coffee, seq: 10 });
    const late = await client.ask('ballot:cast', { id, answer: tea, seq: 5 });
    expect(late.ballot).toEqual({ answer: coffee, seq: 10, status: 'counted' });
    await client.ask('ballot:withdraw', { id, seq: 20 });
    expect((await client.ask('ballot:cast', { id, answer: tea, seq: 15 })).ballot).toBeNull();
    voter.close();
    moderator.close();
  });
});
