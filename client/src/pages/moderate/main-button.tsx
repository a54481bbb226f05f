import type { Poll } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import type { NextStep } from './next-step.ts';
import { arrows } from './shortcuts.ts';

interface MainButtonProps {
  desk: Desk;
  poll: Poll;
  step: NextStep;
}

/** Says and does the next thing. */
export function MainButton({ desk, poll, step }: MainButtonProps) {
  const steps: Record<NextStep, { text: string; key?: string; act: () => unknown }> = {
    open: { text: words('moderate.open'), key: words('moderate.space'), act: () => desk.open(poll) },
    close: { text: words('moderate.close'), key: words('moderate.space'), act: () => desk.closeVoting(poll) },
    show: { text: words('moderate.show'), key: 'H', act: () => desk.reveal(poll, true) },
    stage: { text: words('moderate.toStage'), act: () => desk.stage(poll.id) },
    next: { text: words('moderate.next'), key: arrows().next, act: () => desk.step(1) },
    new: { text: words('moderate.newPoll'), key: 'N', act: () => (desk.editing.value = { id: null }) },
  };
  const { text, key, act } = steps[step];
  return (
    <button type="button" class="button main" onClick={act}>
      {text} {key !== undefined && <kbd>{key}</kbd>}
    </button>
  );
}
