import type { PollSummary } from '@pollcast/shared/pure';
import { Fragment } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Announcer } from '../parts/announcer.tsx';
import { Grip } from '../parts/grip.tsx';
import { useSortableRow } from '../parts/sortable-row.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { JustDeleted } from './just-deleted-list.tsx';
import './poll-list.css';

const SELECTED = '[aria-current="true"]';

/** The room's polls; choosing one looks at it, without moving the stage. Where there is little room the list is folded. */
export function PollList({ desk }: { desk: Desk }) {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const polls = desk.polls.value;
  const place = polls.findIndex(({ id }) => id === desk.selectedId.value) + 1;
  const list = useRef<HTMLDivElement>(null);
  useKeptFocus(list, `${SELECTED}, .new`);
  useEffect(() => bringIntoView(list.current!), [desk.selectedId.value]);
  const toggle = useRef<HTMLButtonElement>(null);
  /** What is folded away cannot keep the focus; where the list is always in view there is no button to take it. */
  const fold = () => {
    toggle.current!.focus();
    setIsUnfolded(false);
  };
  const choose = (id: string) => {
    fold();
    desk.select(id);
  };
  return (
    <nav class="poll-list" aria-label={words('moderate.polls')} data-unfolded={isUnfolded}>
      <h2>{words('moderate.polls')}</h2>
      <button
        type="button"
        class="list-toggle"
        ref={toggle}
        aria-expanded={isUnfolded}
        aria-controls="polls"
        onClick={() => setIsUnfolded(!isUnfolded)}
      >
        {words('moderate.polls')}{' '}
        {place > 0 && (
          <span class="soft figures">{words('moderate.place', { place, last: polls.length })}</span>
        )}
      </button>
      <div class="list" id="polls" ref={list}>
        <ol>
          {polls.map((poll, index) => (
            <Item key={poll.id} desk={desk} poll={poll} index={index} onChoose={choose} />
          ))}
        </ol>
        <button
          type="button"
          class="button new"
          data-look="bare"
          onClick={() => {
            fold();
            desk.editing.value = { id: null };
          }}
        >
          <span aria-hidden="true">+</span> {words('moderate.newPoll')} <kbd>N</kbd>
        </button>
        <JustDeleted desk={desk} />
        <button
          type="button"
          class="button keys"
          data-look="bare"
          onClick={() => (desk.dialog.value = 'keys')}
        >
          <kbd>?</kbd> {words('moderate.keys')}
        </button>
      </div>
      <Announcer text={desk.said.value} />
    </nav>
  );
}

/** Shows the poll in hand, if the list scrolls by itself: the page is not moved under its reader. */
function bringIntoView(list: HTMLElement): void {
  const { scrollHeight, clientHeight } = list.parentElement!;
  if (scrollHeight > clientHeight) list.querySelector(SELECTED)?.scrollIntoView({ block: 'nearest' });
}

interface ItemProps {
  desk: Desk;
  poll: PollSummary;
  index: number;
  onChoose: (id: string) => void;
}

function Item({ desk, poll: { id, kind, status, question }, index, onChoose }: ItemProps) {
  const onMove = (from: number, to: number) => void desk.place(desk.polls.value[from]!.id, to);
  const { row, grip, edge } = useSortableRow<HTMLLIElement>({ list: 'polls', index, onMove });
  const votes = desk.live.poll(id)?.tally?.voters;
  const isStaged = desk.live.room.value?.room.stage === id;
  const facts = [
    isStaged ? words('moderate.onStage') : null,
    desk.live.room.value?.room.segment === id ? words('moderate.segment') : null,
    words(`status.${status}`),
    status === 'draft' ? words(`kind.${kind}`) : null,
    status === 'draft' || votes === undefined ? null : words('result.votes', { count: votes }),
  ].filter((fact) => fact !== null);
  const press = (event: KeyboardEvent) => {
    const steps = stepsOf(event);
    if (steps === null) return;
    event.preventDefault();
    void desk.move(id, steps);
  };
  return (
    <li ref={row} data-edge={edge} data-staged={isStaged}>
      <button
        type="button"
        class="poll"
        aria-current={desk.selectedId.value === id}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        data-status={status}
        onClick={() => onChoose(id)}
        onKeyDown={press}
      >
        <span class="question">{question}</span>
        <span class="facts figures">
          {facts.map((fact, at) => (
            <Fragment key={fact}>
              <span>{at < facts.length - 1 ? `${fact} ·` : fact}</span>{' '}
            </Fragment>
          ))}
        </span>
      </button>
      <Grip grip={grip} />
    </li>
  );
}

/** Alt and an arrow move a poll up or down its list. */
export function stepsOf({ altKey, key }: KeyboardEvent): 1 | -1 | null {
  if (!altKey) return null;
  if (key === 'ArrowUp') return -1;
  return key === 'ArrowDown' ? 1 : null;
}
