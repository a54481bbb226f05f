import { type Poll, segmentsOf } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { Menu } from '../parts/menu.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { durationText, words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { DURATIONS_MS } from './durations.ts';
import { MainButton } from './main-button.tsx';
import { everybodySees, nextStep } from './next-step.ts';
import './poll-actions.css';

interface PollActionsProps {
  desk: Desk;
  poll: Poll;
}

/** The main button says the next thing; the quiet ones are for everything else. */
export function PollActions({ desk, poll }: PollActionsProps) {
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
      {poll.status === 'open' && <Time desk={desk} poll={poll} />}
      {!isStaged && step !== 'stage' && (
        <Quiet onClick={() => desk.stage(poll.id)}>{words('moderate.toStage')}</Quiet>
      )}
      {poll.status === 'closed' && <Quiet onClick={() => desk.open(poll)}>{words('moderate.reopen')}</Quiet>}
      <span class="rest">
        <Bare onClick={() => (desk.editing.value = { id: poll.id })}>
          {words('moderate.edit')} <kbd>E</kbd>
        </Bare>
        <More desk={desk} poll={poll} />
      </span>
    </div>
  );
}

/** Half a minute more, or a first deadline. */
function Time({ desk, poll }: PollActionsProps) {
  if (poll.closesAt !== null) {
    return (
      <Quiet label={words('moderate.addTimeLong')} onClick={() => desk.addTime(poll)}>
        {words('moderate.addTime')}
      </Quiet>
    );
  }
  return (
    <Menu label={words('moderate.setTime')}>
      {DURATIONS_MS.map((ms) => (
        <Bare key={ms} onClick={() => desk.setTime(poll, ms)}>
          {durationText(ms)}
        </Bare>
      ))}
    </Menu>
  );
}

function More({ desk, poll }: PollActionsProps) {
  const polls = desk.polls.value;
  const isSegment = desk.live.room.value?.room.segment === poll.id;
  const isAt = (index: number) => polls.at(index)?.id === poll.id;
  return (
    <Menu label={words('moderate.more')} look="bare">
      <Bare onClick={() => desk.duplicate(poll)}>{words('moderate.duplicate')}</Bare>
      <Bare isOff={isAt(0)} onClick={() => desk.move(poll.id, -1)}>
        {words('moderate.moveUp')}
      </Bare>
      <Bare isOff={isAt(-1)} onClick={() => desk.move(poll.id, 1)}>
        {words('moderate.moveDown')}
      </Bare>
      {isSegment ? (
        <Bare onClick={() => desk.segment(null)}>{words('moderate.dropSegment')}</Bare>
      ) : (
        segmentsOf(poll).length > 0 && (
          <Bare onClick={() => desk.segment(poll.id)}>{words('moderate.useSegment')}</Bare>
        )
      )}
      {poll.status !== 'draft' && (
        <Bare onClick={() => (desk.dialog.value = 'reset')}>{words('moderate.reset')}</Bare>
      )}
      <Bare isHarm onClick={() => desk.remove(poll)}>
        {words('moderate.delete')}
      </Bare>
    </Menu>
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

interface BareProps {
  onClick: () => unknown;
  children: ComponentChildren;
  isOff?: boolean;
  /** Takes something away. */
  isHarm?: boolean;
}

function Bare({ onClick, children, isOff = false, isHarm = false }: BareProps) {
  return (
    <button
      type="button"
      class="button"
      data-look="bare"
      data-harm={isHarm}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
