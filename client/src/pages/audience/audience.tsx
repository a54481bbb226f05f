import type { RoomState } from '@pollcast/client';
import { useEffect } from 'preact/hooks';
import { spacedCode } from '../browser/addresses.ts';
import { rememberRoom } from '../browser/known-rooms.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { ConnectionBanner } from '../parts/connection-banner.tsx';
import { NoRoom } from '../parts/no-room.tsx';
import { SiteHeader } from '../parts/site-header.tsx';
import { reasonOf, words } from '../words/words.ts';
import { Question } from './question.tsx';

/** A room as its audience sees it: whatever is on stage, one question at a time. */
export function Audience({ live }: { live: LiveRoom }) {
  const state = live.room.value;
  const refusal = live.refusal.value;
  if (refusal?.code === 'ROOM_NOT_FOUND') return <NoRoom code={live.code} />;
  return (
    <>
      <ConnectionBanner connection={live.connection.value} />
      <div class="audience">
        <SiteHeader>{state !== null && <RoomLine state={state} />}</SiteHeader>
        <main>
          {state !== null && <Stage live={live} state={state} />}
          {state === null && (
            <p class="hint" role="status">
              {refusal === null ? words('room.joining') : reasonOf(refusal)}
            </p>
          )}
        </main>
      </div>
    </>
  );
}

function RoomLine({ state: { room, present } }: { state: RoomState }) {
  useEffect(() => {
    document.title = `${room.title} · ${words('app.name')}`;
    rememberRoom({ code: room.code, title: room.title });
  }, [room.code, room.title]);
  return (
    <>
      <span class="title">{room.title}</span>
      <span class="figures where">
        <span>{spacedCode(room.code)}</span>
        {present > 0 && <span class="present"> · {words('room.present', { count: present })}</span>}
      </span>
    </>
  );
}

function Stage({ live, state: { room } }: { live: LiveRoom; state: RoomState }) {
  const staged = room.stage === null ? null : live.poll(room.stage);
  if (staged === null || staged.poll.status === 'draft') return <Waiting />;
  return <Question key={`${staged.poll.id}/${staged.poll.round}`} live={live} state={staged} />;
}

function Waiting() {
  return (
    <div class="waiting" aria-live="polite">
      <span class="pulse" aria-hidden="true" />
      <h1>{words('audience.waiting')}</h1>
      <p class="hint">{words('audience.waitingLead')}</p>
    </div>
  );
}
