import type { RoomState } from '@pollcast/client';
import { useEffect } from 'preact/hooks';
import { spacedCode } from '../browser/addresses.ts';
import { rememberRoom } from '../browser/known-rooms.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { ConnectionBanner } from '../parts/connection-banner.tsx';
import { Joining } from '../parts/joining.tsx';
import { NoRoom } from '../parts/no-room.tsx';
import { SiteHeader } from '../parts/site-header.tsx';
import { words } from '../words/words.ts';
import { Stage } from './stage.tsx';

/** A room as its audience sees it: whatever is on stage, one question at a time. */
export function Audience({ live }: { live: LiveRoom }) {
  const state = live.room.value;
  const refusal = live.refusal.value;
  if (refusal?.code === 'ROOM_NOT_FOUND') return <NoRoom code={live.code} isGone={refusal.isGone} />;
  return (
    <>
      <ConnectionBanner connection={live.connection.value} />
      <div class="audience">
        <SiteHeader>{state !== null && <RoomLines state={state} />}</SiteHeader>
        <main>
          {state !== null && <Stage live={live} state={state} />}
          {state === null && <Joining live={live} />}
        </main>
      </div>
    </>
  );
}

function RoomLines({ state: { room, present } }: { state: RoomState }) {
  useEffect(() => {
    document.title = `${room.title} · ${words('app.name')}`;
    rememberRoom({ code: room.code, title: room.title });
  }, [room.code, room.title]);
  return (
    <div class="room-lines">
      <p class="title">{room.title}</p>
      <p class="figures">
        <bdi>{spacedCode(room.code)}</bdi>
        {present > 0 && <span> · {words('room.present', { count: present })}</span>}
      </p>
    </div>
  );
}
