import type { PollSummary } from '@pollcast/shared/pure';
import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { knownRoom } from '../browser/known-rooms.ts';
import { type LiveRoom, openLiveRoom } from '../live/live-room.ts';
import { type Actions, createActions } from './actions.ts';
import { watchDeleted } from './just-deleted.ts';
import type { PollForm } from './poll-form.ts';

/** What the editor is open for: a poll, or a new one where `id` is null. `form`: what was written before. */
export interface Editing {
  id: string | null;
  form?: PollForm;
}

/** Something to tell the moderator; `undo` takes it back. */
export interface Notice {
  text: string;
  undo?: () => void;
}

/** What the page shows beside the room itself. */
export interface DeskState {
  readonly live: LiveRoom;
  readonly polls: ReadonlySignal<readonly PollSummary[]>;
  /** The poll being looked at: the chosen one, else what is on stage, else the first. */
  readonly selectedId: ReadonlySignal<string | null>;
  /** What was deleted lately and can be restored. */
  readonly deleted: ReadonlySignal<readonly PollSummary[]>;
  readonly editing: Signal<Editing | null>;
  readonly notice: Signal<Notice | null>;
  /** What an action did, for those who do not see it. */
  readonly said: Signal<string>;
  /** The key for stages and boards, as far as this browser knows it. */
  readonly viewerKey: Signal<string | null>;
  readonly dialog: Signal<'reset' | 'keys' | null>;
  /** Looks at a poll, without moving the stage. */
  select(id: string | null): void;
}

/** A moderator's working place: the room, the poll being looked at, and everything that can be done with it. */
export type Desk = DeskState & Actions;

export function openDesk(code: string, key: string): Desk {
  const live = openLiveRoom({ code, key });
  const chosen = signal<string | null>(null);
  const editing = signal<Editing | null>(null);
  const polls = computed(() => live.room.value?.room.polls ?? []);
  const selectedId = computed(() => {
    const wanted = [chosen.value, live.room.value?.room.stage, polls.value[0]?.id];
    return wanted.find((id) => polls.value.some((poll) => poll.id === id)) ?? null;
  });
  const state: DeskState = {
    live,
    polls,
    selectedId,
    deleted: watchDeleted(polls),
    editing,
    notice: signal(null),
    said: signal(''),
    viewerKey: signal(knownRoom(code)?.viewerKey ?? null),
    dialog: signal(null),
    select: (id) => {
      chosen.value = id;
      editing.value = null;
    },
  };
  watchAll(live, polls);
  return { ...state, ...createActions(state) };
}

/** A moderator sees every poll of the room, where joining alone brings the open ones and the staged one. */
function watchAll(live: LiveRoom, polls: ReadonlySignal<readonly PollSummary[]>): void {
  const watched = new Set<string>();
  effect(() => {
    const listed = polls.value.map(({ id }) => id as string);
    // What was deleted is watched no more; it is watched anew when it comes back.
    for (const id of watched) if (!listed.includes(id)) watched.delete(id);
    const missing = listed.filter((id) => !watched.has(id));
    if (missing.length === 0) return;
    for (const id of missing) watched.add(id);
    // One of them may be gone again by now: whatever is lacking is asked for with the next change of the list.
    live.client.watchPolls(missing).catch(() => {
      for (const id of missing) watched.delete(id);
    });
  });
}
