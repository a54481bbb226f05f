import { LIMITS, type PollSummary } from '@pollcast/shared/pure';
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';

/** The polls that left the list in the last minutes, whoever deleted them, newest first: they can be restored. */
export function watchDeleted(
  polls: ReadonlySignal<readonly PollSummary[]>,
): ReadonlySignal<readonly PollSummary[]> {
  const deleted = signal<readonly PollSummary[]>([]);
  let known: readonly PollSummary[] = [];
  effect(() => {
    const gone = missingFrom(polls.value, known);
    known = polls.value;
    if (gone.length === 0) return;
    deleted.value = [...gone, ...missingFrom(gone, deleted.peek())];
    const forget = () => (deleted.value = deleted.value.filter((poll) => !gone.includes(poll)));
    setTimeout(forget, LIMITS.restoreMs);
  });
  return computed(() => missingFrom(polls.value, deleted.value));
}

function missingFrom(present: readonly PollSummary[], polls: readonly PollSummary[]): readonly PollSummary[] {
  return polls.filter(({ id }) => !present.some((poll) => poll.id === id));
}
