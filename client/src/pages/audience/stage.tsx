import type { PollState, RoomState } from '@pollcast/client';
import type { PollId } from '@pollcast/shared/pure';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useViews } from '../kinds/use-views.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { Announcer } from '../parts/announcer.tsx';
import { spokenResult } from '../parts/spoken.ts';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { words } from '../words/words.ts';
import { OtherQuestions } from './other-questions.tsx';
import { Question } from './question.tsx';
import './stage.css';

/** What is on stage, and the way to whatever else is open. */
export function Stage({ live, state: { room } }: { live: LiveRoom; state: RoomState }) {
  const [chosen, setChosen] = useState<PollId | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, 'h1');
  // Where the moderator leads, everybody follows.
  useEffect(() => setChosen(null), [room.stage]);
  const staged = useStarted(live, room.stage);
  const own = useStarted(live, chosen);
  const shown = own ?? staged;
  const isAside = own !== null && own.poll.id !== room.stage;
  const others = room.polls.filter(({ id, status }) => status === 'open' && id !== shown?.poll.id);

  useEffect(() => {
    if (chosen === null) return;
    document.getElementById('question')?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [chosen]);

  return (
    <div ref={place}>
      <Announcer text={spokenLines(shown)} />
      {isAside && (
        <button type="button" class="button to-stage" data-look="bare" onClick={() => setChosen(null)}>
          {words('audience.back')}
        </button>
      )}
      {shown === null ? (
        <Waiting />
      ) : (
        <Question key={`${shown.poll.id}/${shown.poll.round}`} live={live} state={shown} />
      )}
      {others.length > 0 && (
        <OtherQuestions
          title={words(shown === null ? 'audience.open' : 'audience.more', { count: others.length })}
          polls={others}
          isAnswered={(id) => isAnswered(live.poll(id))}
          onChoose={setChosen}
        />
      )}
      {room.polls.some(({ status }) => status === 'closed') && (
        <p class="to-results">
          <a href={`/r/${room.code}/results`}>{words('audience.results')}</a>
        </p>
      )}
    </div>
  );
}

/** A poll that has been opened, as soon as all that shows it is there. */
function useStarted(live: LiveRoom, id: PollId | null): PollState | null {
  const state = id === null ? null : live.poll(id);
  const views = useViews(state?.poll.kind ?? 'choice', 'answer');
  return views === null || state?.poll.status === 'draft' ? null : state;
}

function isAnswered(state: PollState | null): boolean {
  return state?.ballot?.state === 'counted';
}

/** What screen readers are told by and by; each line again when it has changed. */
function spokenLines(shown: PollState | null): string[] {
  if (shown === null) return [`${words('audience.waiting')}. ${words('audience.waitingLead')}`];
  const { poll, result } = shown;
  const course = poll.status === 'open' ? '' : words('audience.closed');
  return [poll.question, course, result === null ? '' : spokenResult(result)];
}

function Waiting() {
  return (
    <div class="waiting">
      <span class="pulse" aria-hidden="true" />
      <h1 tabIndex={-1}>{words('audience.waiting')}</h1>
      <p class="hint">{words('audience.waitingLead')}</p>
    </div>
  );
}
