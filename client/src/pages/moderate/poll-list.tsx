import type { PollSummary } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import './poll-list.css';

/** The room's polls; choosing one looks at it, without moving the stage. */
export function PollList({ desk }: { desk: Desk }) {
  return (
    <nav class="poll-list" aria-label={words('moderate.polls')}>
      <h2>{words('moderate.polls')}</h2>
      <ol>
        {desk.polls.value.map((poll) => (
          <Item key={poll.id} desk={desk} poll={poll} />
        ))}
      </ol>
      <button
        type="button"
        class="button new"
        data-look="bare"
        onClick={() => (desk.editing.value = { id: null })}
      >
        <span aria-hidden="true">+</span> {words('moderate.newPoll')} <kbd>N</kbd>
      </button>
      <button type="button" class="button keys" data-look="bare" onClick={() => (desk.dialog.value = 'keys')}>
        <kbd>?</kbd> {words('moderate.keys')}
      </button>
    </nav>
  );
}

function Item({ desk, poll: { id, status, question } }: { desk: Desk; poll: PollSummary }) {
  const votes = desk.live.poll(id)?.tally?.voters;
  const isStaged = desk.live.room.value?.room.stage === id;
  const facts = [
    isStaged && words('moderate.onStage'),
    words(`status.${status}`),
    status !== 'draft' && votes !== undefined && words('result.votes', { count: votes }),
  ];
  return (
    <li>
      <button
        type="button"
        class="poll"
        aria-current={desk.selectedId.value === id}
        data-status={status}
        onClick={() => desk.select(id)}
      >
        <span class="question">{question}</span>
        <span class="facts figures">{facts.filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  );
}
