import type { Poll, PollId } from '@pollcast/shared/pure';
import type { DeskState } from './desk.ts';
import type { Run } from './one-at-a-time.ts';

const ADDED_MS = 30_000;

/** What a moderator does while people vote. The promise tells whether it succeeded. */
export interface VotingActions {
  open(poll: Poll): Promise<boolean>;
  closeVoting(poll: Poll): Promise<boolean>;
  /** Voting ends so many ms from now. */
  setTime(poll: Poll, durationMs: number): Promise<boolean>;
  addTime(poll: Poll): Promise<boolean>;
  reveal(poll: Poll, revealed: boolean): Promise<boolean>;
  reset(poll: Poll): Promise<boolean>;
  stage(id: PollId): Promise<boolean>;
  /** Puts the poll before or after the staged one on stage. */
  step(steps: 1 | -1): Promise<boolean>;
}

export function createVotingActions(desk: DeskState, run: Run): VotingActions {
  const { client, code } = desk.live;
  const stage = (id: PollId) =>
    run(async () => {
      await client.call('room:update', { code, stage: id });
      desk.select(id);
    });
  /** The stage stays where it is. */
  const setTime = ({ id, round }: Poll, durationMs: number) =>
    run(() => client.call('poll:open', { id, round, stage: false, durationMs }));

  return {
    stage,
    setTime,
    open: ({ id, round }) =>
      run(async () => {
        desk.select(id);
        await client.call('poll:open', { id, round });
      }),
    closeVoting: ({ id, round }) => run(() => client.call('poll:close', { id, round })),
    addTime: (poll) => setTime(poll, leftMs(poll, client.serverNow()) + ADDED_MS),
    reveal: ({ id }, revealed) => run(() => client.call('poll:reveal', { id, revealed })),
    reset: ({ id, round }) => run(() => client.call('poll:reset', { id, round })),
    step: async (steps) => {
      const next = neighbour(desk, steps);
      return next !== null && stage(next);
    },
  };
}

/** A new deadline counts from now, as the command wants it. */
function leftMs({ closesAt }: Poll, nowMs: number): number {
  return Math.round(Math.max(0, (closesAt ?? 0) - nowMs));
}

function neighbour({ live, polls, selectedId }: DeskState, steps: 1 | -1): PollId | null {
  const from = live.room.value?.room.stage ?? selectedId.value;
  const index = polls.value.findIndex(({ id }) => id === from);
  return polls.value[index + steps]?.id ?? null;
}
