import type { Signal } from '@preact/signals';
import { reasonOf } from '../words/words.ts';
import type { Notice } from './desk.ts';

/** Carries out an action; a refusal becomes the notice. Tells whether the action succeeded. */
export type Run = (action: () => Promise<unknown>) => Promise<boolean>;

/** One action at a time: a second press while the first is under way does nothing. */
export function oneAtATime(notice: Signal<Notice | null>): Run {
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
