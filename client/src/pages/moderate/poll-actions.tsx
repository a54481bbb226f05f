import type { Poll } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { everybodySees, type NextStep, nextStep } from './next-step.ts';
import './poll-actions.css';

/** The main button says the next thing; the quiet ones are for everything else. */
export function PollActions({ desk, poll }: { desk: Desk; poll: Poll }) {
  const row = useRef<HTMLDivElement>(null);
  useKeptFocus(row, '.main');
  const isStaged = desk.live.room.value?.room.stage === poll.id;
  const polls = desk.polls.value;
  const hasNext = polls.findIndex(({ id }) => id === poll.id) < polls.length - 1;
  const step = nextStep(poll, { isStaged, hasNext });
  const isShown = everybodySees(poll);
  return (
    <div class="poll-actions" ref={row}>
      <MainButton desk={desk} poll={poll} step={step} />
      {poll.status !== 'draft' && step !== 'show' && (
        <Quiet onClick={() => desk.reveal(poll, !isShown)}>
          {words(isShown ? 'moderate.hide' : 'moderate.show')} <kbd>H</kbd>
        </Quiet>
      )}
      {poll.status === 'open' && poll.closesAt !== null && (
        <Quiet label={words('moderate.addTimeLong')} onClick={() => desk.addTime(poll)}>
          {words('moderate.addTime')}
        </Quiet>
      )}
      {!isStaged && step !== 'stage' && (
        <Quiet onClick={() => desk.stage(poll.id)}>{words('moderate.toStage')}</Quiet>
      )}
      {poll.status === 'closed' && <Quiet onClick={() => desk.open(poll)}>{words('moderate.reopen')}</Quiet>}
      <span class="rest">
        <Bare onClick={() => (desk.editing.value = { id: poll.id })}>{words('moderate.edit')}</Bare>
        {poll.status !== 'draft' && (
          <Bare onClick={() => (desk.dialog.value = 'reset')}>{words('moderate.reset')}</Bare>
        )}
        <Bare onClick={() => desk.remove(poll)}>{words('moderate.delete')}</Bare>
      </span>
    </div>
  );
}

function MainButton({ desk, poll, step }: { desk: Desk; poll: Poll; step: NextStep }) {
  const steps: Record<NextStep, { text: string; key?: string; act: () => unknown }> = {
    open: { text: words('moderate.open'), key: words('moderate.space'), act: () => desk.open(poll) },
    close: { text: words('moderate.close'), key: words('moderate.space'), act: () => desk.closeVoting(poll) },
    show: { text: words('moderate.show'), key: 'H', act: () => desk.reveal(poll, true) },
    stage: { text: words('moderate.toStage'), act: () => desk.stage(poll.id) },
    next: { text: words('moderate.next'), key: '→', act: () => desk.move(1) },
    new: { text: words('moderate.newPoll'), key: 'N', act: () => (desk.editing.value = { id: null }) },
  };
  const { text, key, act } = steps[step];
  return (
    <button type="button" class="button main" onClick={act}>
      {text} {key !== undefined && <kbd>{key}</kbd>}
    </button>
  );
}

interface QuietProps {
  onClick: () => unknown;
  children: ComponentChildren;
  label?: string;
}

function Quiet({ onClick, children, label }: QuietProps) {
  return (
    <button type="button" class="button" data-look="quiet" aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}

function Bare({ onClick, children }: Omit<QuietProps, 'label'>) {
  return (
    <button type="button" class="button" data-look="bare" onClick={onClick}>
      {children}
    </button>
  );
}
