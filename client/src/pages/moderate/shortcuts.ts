import { languages } from '@pollcast/shared/words';
import { useLayoutEffect } from 'preact/hooks';
import { language } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { everybodySees } from './next-step.ts';
import { stepsOf } from './poll-list.tsx';

/** The arrows that lead on and back, in the direction of reading. */
export function arrows(): { next: string; previous: string } {
  const isLeftToRight = languages[language()].direction === 'ltr';
  return isLeftToRight ? { next: '→', previous: '←' } : { next: '←', previous: '→' };
}

/** Keys for the whole page. They keep away from whoever is typing, and from a button that the space bar would press. */
export function useShortcuts(desk: Desk): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const act = isForUs(event) && desk.editing.value === null ? actionOf(desk, event) : null;
      if (act === null) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [desk]);
}

function isForUs({ target, key, repeat, ctrlKey, metaKey, defaultPrevented }: KeyboardEvent): boolean {
  if (repeat || ctrlKey || metaKey || defaultPrevented || !(target instanceof Element)) return false;
  if (document.querySelector('dialog[open]') !== null) return false;
  if (target.closest('input, textarea, select, [contenteditable]') !== null) return false;
  return key !== ' ' || target.closest('button, a, summary') === null;
}

function actionOf(desk: Desk, event: KeyboardEvent): (() => unknown) | null {
  const id = desk.selectedId.value;
  const poll = (id === null ? null : desk.live.poll(id)?.poll) ?? null;
  const steps = stepsOf(event);
  if (steps !== null && id !== null) return () => desk.move(id, steps);
  if (event.altKey) return null;
  const step = stageStepOf(event.key);
  if (step !== null) return () => desk.step(step);
  switch (event.key.toLowerCase()) {
    case ' ':
      return poll && (() => (poll.status === 'open' ? desk.closeVoting(poll) : desk.open(poll)));
    case 'h':
      return poll && poll.status !== 'draft' ? () => desk.reveal(poll, !everybodySees(poll)) : null;
    case 'n':
      return () => (desk.editing.value = { id: null });
    case 'e':
      return poll && (() => (desk.editing.value = { id: poll.id }));
    case 'z':
      return desk.notice.value?.undo ?? null;
    case '?':
      return () => (desk.dialog.value = 'keys');
    default:
      return null;
  }
}

function stageStepOf(key: string): 1 | -1 | null {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  return (key === 'ArrowRight') === (arrows().next === '→') ? 1 : -1;
}
