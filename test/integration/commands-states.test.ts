import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CommandName, ErrorCode, PollStatus } from '@pollcast/shared';
import { draftHall, type Hall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const FIRST_SEQ = 1_000;

/** What a command does to a poll in each state: the state and round afterwards, or the refusal. */
interface Transition {
  from: PollStatus;
  command: CommandName;
  input?: object;
  becomes?: { status: PollStatus; round: number; deadline?: boolean };
  refused?: ErrorCode;
}

const open = { status: 'open', round: 1 } as const;
const closed = { status: 'closed', round: 1 } as const;
const answer = choose('o1');

/** docs/PROTOCOL.md's table of states, cell by cell. */
const TRANSITIONS: Transition[] = [
  { from: 'draft', command: 'poll:open', becomes: { ...open, deadline: false } },
  {
    from: 'draft',
    command: 'poll:open',
    input: { durationMs: 60_000 },
    becomes: { ...open, deadline: true },
  },
  { from: 'draft', command: 'poll:close', refused: 'POLL_NOT_OPEN' },
  { from: 'draft', command: 'poll:reset', becomes: { status: 'draft', round: 1 } },
  { from: 'draft', command: 'ballot:cast', input: { answer }, refused: 'POLL_NOT_OPEN' },
  { from: 'draft', command: 'ballot:withdraw', refused: 'POLL_NOT_OPEN' },
  { from: 'open', command: 'poll:open', becomes: { ...open, deadline: false } },
  { from: 'open', command: 'poll:open', input: { durationMs: 60_000 }, becomes: { ...open, deadline: true } },
  { from: 'open', command: 'poll:close', becomes: closed },
  { from: 'open', command: 'poll:reset', becomes: { status: 'draft', round: 2 } },
  { from: 'open', command: 'ballot:cast', input: { answer }, becomes: open },
  { from: 'closed', command: 'poll:open', becomes: { ...open, deadline: false } },
  {
    from: 'closed',
    command: 'poll:open',
    input: { durationMs: 60_000 },
    becomes: { ...open, deadline: true },
  },
  { from: 'closed', command: 'poll:close', becomes: closed },
  { from: 'closed', command: 'poll:reset', becomes: { status: 'draft', round: 2 } },
  { from: 'closed', command: 'ballot:cast', input: { answer }, refused: 'POLL_CLOSED' },
  { from: 'closed', command: 'ballot:withdraw', refused: 'POLL_CLOSED' },
  ...(['draft', 'open', 'closed'] as const).flatMap((from) =>
    (['poll:open', 'poll:close', 'poll:reset'] as const).map(
      (command): Transition => ({ from, command, input: { round: 7 }, refused: 'CONFLICT' }),
    ),
  ),
  { from: 'open', command: 'ballot:cast', input: { answer, round: 2 }, refused: 'CONFLICT' },
  { from: 'open', command: 'ballot:withdraw', input: { round: 2 }, refused: 'CONFLICT' },
];

describeOnStores('The states of a poll', (openApp) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp({ LIMITS: 'off' });
  });
  afterAll(() => app.close());

  async function hallIn(state: PollStatus): Promise<Hall> {
    const hall = await draftHall(app.url);
    const { id } = hall.poll;
    if (state !== 'draft') await hall.moderator.ask('poll:open', { id });
    if (state === 'closed') await hall.moderator.ask('poll:close', { id });
    return hall;
  }

  test.each(TRANSITIONS)(
    '[S1] $from: $command $input',
    async ({ from, command, input, becomes, refused }) => {
      const {
        moderator,
        poll: { id },
      } = await hallIn(from);
      const reply = await moderator.call(command, { id, ...input } as never);
      const { poll } = await moderator.ask('poll:get', { id });
      moderator.close();
      if (refused !== undefined) {
        expect(reply).toMatchObject({ ok: false, error: { code: refused, retryable: false } });
        expect(poll).toMatchObject({ status: from, round: 1 });
        return;
      }
      const { deadline, ...state } = becomes!;
      expect(reply).toMatchObject({ ok: true });
      expect(poll).toMatchObject(state);
      if (deadline !== undefined) expect(poll.closesAt !== null).toBe(deadline);
      expect(poll.closedAt === null).toBe(state.status !== 'closed');
    },
  );

  test('[S1] [S2] a close repeated is answered the same; a reopening goes on with the same ballots, no longer final', async () => {
    const {
      moderator,
      poll: { id },
    } = await hallIn('open');
    await moderator.ask('ballot:cast', { id, answer, seq: FIRST_SEQ });
    const first = await moderator.ask('poll:close', { id });
    expect(first).toMatchObject({ poll: { status: 'closed' }, tally: { final: true, voters: 1 } });
    expect(await moderator.ask('poll:close', { id, round: 1 })).toEqual(first);

    const reopened = await moderator.ask('poll:open', { id, round: 1 });
    expect(reopened).toMatchObject({ status: 'open', round: 1, closedAt: null });
    expect(reopened.version).toBeGreaterThan(first.poll.version);
    const { tally, ballot } = await moderator.ask('poll:get', { id });
    expect(tally).toMatchObject({ final: false, voters: 1, status: 'open' });
    expect(ballot).toMatchObject({ seq: FIRST_SEQ });
    moderator.close();
  });

  test('[S4] a reset erases ballots, history and reveal, and begins the next round; an old round’s ballot is CONFLICT', async () => {
    const {
      moderator,
      poll: { id },
    } = await hallIn('open');
    await moderator.ask('ballot:cast', { id, answer, seq: FIRST_SEQ });
    await moderator.ask('poll:reveal', { id, revealed: false });
    expect(await moderator.ask('poll:reset', { id })).toMatchObject({
      status: 'draft',
      round: 2,
      revealed: null,
      openedAt: null,
      closesAt: null,
      closedAt: null,
    });
    const opened = await moderator.ask('poll:open', { id });
    expect(opened).toMatchObject({ status: 'open', round: 2 });
    const view = await moderator.ask('poll:get', { id });
    expect(view).toMatchObject({ tally: { round: 2, voters: 0, bins: { o1: 0, o2: 0 } } });
    expect(view.ballot).toBeUndefined();
    expect((await moderator.ask('poll:history', { id })).points.every(({ voters }) => voters === 0)).toBe(
      true,
    );
    const late = await moderator.call('ballot:cast', { id, answer, seq: FIRST_SEQ, round: 1 });
    expect(late).toMatchObject({ error: { code: 'CONFLICT' } });
    const anew = await moderator.ask('ballot:cast', { id, answer, seq: FIRST_SEQ, round: 2 });
    expect(anew.status).toBe('counted');
    moderator.close();
  });
});
