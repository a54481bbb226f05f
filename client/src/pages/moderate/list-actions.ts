import type { CommandInput, Poll, PollId } from '@pollcast/shared/pure';
import { requestId } from '../browser/request-id.ts';
import { words } from '../words/words.ts';
import type { DeskState } from './desk.ts';
import type { Run } from './one-at-a-time.ts';
import { draftOf, formOf } from './poll-form.ts';

/** What a moderator does to the list of polls. The promise tells whether it succeeded. */
export interface ListActions {
  create(draft: Omit<CommandInput<'poll:create'>, 'code'>): Promise<boolean>;
  update(change: CommandInput<'poll:update'>): Promise<boolean>;
  /** Makes a draft that asks the same, right after the poll. */
  duplicate(poll: Poll): Promise<boolean>;
  remove(poll: Poll): Promise<boolean>;
  restore(id: PollId): Promise<boolean>;
  /** Later polls are split by the answers to this one, or by none any more. */
  segment(id: PollId | null): Promise<boolean>;
  /** Puts a poll at another place of the list, counted from 0. */
  place(id: string, index: number): Promise<boolean>;
  /** Moves a poll up or down the list. */
  move(id: string, steps: 1 | -1): Promise<boolean>;
}

export function createListActions(desk: DeskState, run: Run): ListActions {
  const { client, code } = desk.live;
  const indexOf = (id: string) => desk.polls.value.findIndex((poll) => poll.id === id);
  const restore = (id: PollId) =>
    run(async () => {
      await client.call('poll:restore', { id });
      desk.select(id);
    });

  async function place(id: string, index: number): Promise<boolean> {
    const others = desk.polls.value.filter((poll) => poll.id !== id);
    const moved = desk.polls.value[indexOf(id)];
    if (moved === undefined || index < 0 || index > others.length) return false;
    return run(async () => {
      await client.call('poll:move', { id: moved.id, before: others[index]?.id ?? null });
      desk.said.value = words('moderate.moved', { place: index + 1, last: others.length + 1 });
    });
  }

  async function duplicate(poll: Poll): Promise<void> {
    const before = desk.polls.value[indexOf(poll.id) + 1];
    const copy = await client.call('poll:create', { ...draftOf(formOf(poll)), code, requestId: requestId() });
    if (before !== undefined) await client.call('poll:move', { id: copy.id, before: before.id });
    desk.select(copy.id);
  }

  async function remove({ id }: Poll): Promise<void> {
    const index = indexOf(id);
    const neighbour = desk.polls.value[index + 1] ?? desk.polls.value[index - 1];
    await client.call('poll:delete', { id });
    desk.select(neighbour?.id ?? null);
    desk.notice.value = { text: words('moderate.deleted'), undo: () => void restore(id) };
  }

  return {
    segment: (id) => run(() => client.call('room:update', { code, segment: id })),
    restore,
    place,
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
    duplicate: (poll) => run(() => duplicate(poll)),
    remove: (poll) => run(() => remove(poll)),
    move: (id, steps) => place(id, indexOf(id) + steps),
  };
}
