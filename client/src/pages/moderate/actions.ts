import type { CommandInput, Poll, PollId } from '@pollcast/shared/pure';
import { reasonOf, words } from '../words/words.ts';
import type { DeskState } from './desk.ts';

const ADDED_MS = 30_000;

/** What a moderator does. A refusal becomes a notice; the promise tells whether the action succeeded. */
export interface Actions {
  open(poll: Poll): Promise<boolean>;
  closeVoting(poll: Poll): Promise<boolean>;
  addTime(poll: Poll): Promise<boolean>;
  reveal(poll: Poll, revealed: boolean): Promise<boolean>;
  reset(poll: Poll): Promise<boolean>;
  remove(poll: Poll): Promise<boolean>;
  stage(id: PollId): Promise<boolean>;
  /** Puts the poll before or after the staged one on stage. */
  move(steps: 1 | -1): Promise<boolean>;
  create(draft: Omit<CommandInput<'poll:create'>, 'code'>): Promise<boolean>;
  update(change: CommandInput<'poll:update'>): Promise<boolean>;
}

export function createActions(desk: DeskState): Actions {
  const { client, code } = desk.live;
  const run = oneAtATime(desk);
  const stage = (id: PollId) =>
    run(async () => {
      await client.call('room:update', { code, stage: id });
      desk.select(id);
    });
  const remove = async ({ id }: Poll) => {
    await client.call('poll:delete', { id });
    const undo = () => void run(() => client.call('poll:restore', { id }));
    desk.notice.value = { text: words('moderate.deleted'), undo };
  };

  return {
    stage,
    open: ({ id, round }) =>
      run(async () => {
        desk.select(id);
        await client.call('poll:open', { id, round });
      }),
    closeVoting: ({ id, round }) => run(() => client.call('poll:close', { id, round })),
    addTime: (poll) => run(() => client.call('poll:open', longer(poll, client.serverNow()))),
    reveal: ({ id }, revealed) => run(() => client.call('poll:reveal', { id, revealed })),
    reset: ({ id, round }) => run(() => client.call('poll:reset', { id, round })),
    remove: (poll) => run(() => remove(poll)),
    move: async (steps) => {
      const next = neighbour(desk, steps);
      return next !== null && stage(next);
    },
    create: (draft) =>
      run(async () => {
        const poll = await client.call('poll:create', { ...draft, code });
        desk.select(poll.id);
      }),
    update: (change) =>
      run(async () => {
        await client.call('poll:update', change);
        desk.editing.value = null;
      }),
  };
}

/** Carries out one action at a time: a second press while the first is under way does nothing. */
function oneAtATime({ notice }: DeskState): (action: () => Promise<unknown>) => Promise<boolean> {
  let isBusy = false;
  return async (action) => {
    if (isBusy) return false;
    isBusy = true;
    notice.value = null;
    try {
      await action();
      return true;
    } catch (error) {
      notice.value = { text: reasonOf(error) };
      return false;
    } finally {
      isBusy = false;
    }
  };
}

/** An open poll's new deadline, counted from now as the command wants it. The stage stays where it is. */
function longer({ id, round, closesAt }: Poll, nowMs: number): CommandInput<'poll:open'> {
  const leftMs = Math.max(0, (closesAt ?? 0) - nowMs);
  return { id, round, stage: false, durationMs: Math.round(leftMs) + ADDED_MS };
}

function neighbour({ live, polls, selectedId }: DeskState, steps: 1 | -1): PollId | null {
  const from = live.room.value?.room.stage ?? selectedId.value;
  const index = polls.value.findIndex(({ id }) => id === from);
  return polls.value[index + steps]?.id ?? null;
}
