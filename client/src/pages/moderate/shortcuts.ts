import { useEffect } from 'preact/hooks';
import type { Desk } from './desk.ts';
import { everybodySees } from './next-step.ts';

/** Keys for the whole page. They keep away from whoever is typing, and from a button that the space bar would press. */
export function useShortcuts(desk: Desk): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = isForUs(event) && desk.editing.value === null ? actionOf(desk, event.key) : null;
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [desk]);
}

function isForUs({
  target,
  key,
  repeat,
  ctrlKey,
  metaKey,
  altKey,
  defaultPrevented,
}: KeyboardEvent): boolean {
  if (repeat || ctrlKey || metaKey || altKey || defaultPrevented || !(target instanceof Element))
    return false;
  if (document.querySelector('dialog[open]') !== null) return false;
  if (target.closest('input, textarea, select') !== null) return false;
  return key !== ' ' || target.closest('button, a') === null;
}

function actionOf(desk: Desk, key: string): (() => unknown) | null {
  const id = desk.selectedId.value;
  const poll = (id === null ? null : desk.live.poll(id)?.poll) ?? null;
  switch (key.toLowerCase()) {
    case ' ':
      return poll && (() => (poll.status === 'open' ? desk.closeVoting(poll) : desk.open(poll)));
    case 'arrowleft':
      return () => desk.move(-1);
    case 'arrowright':
      return () => desk.move(1);
    case 'h':
      return poll && poll.status !== 'draft' ? () => desk.reveal(poll, !everybodySees(poll)) : null;
    case 'n':
      return () => (desk.editing.value = { id: null });
    case '?':
      return () => (desk.dialog.value = 'keys');
    default:
      return null;
  }
}
