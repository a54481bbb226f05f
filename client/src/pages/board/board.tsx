import type { RoomState } from '@pollcast/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { spacedCode } from '../browser/addresses.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { ConnectionBanner } from '../parts/connection-banner.tsx';
import { Joining } from '../parts/joining.tsx';
import { NoRoom } from '../parts/no-room.tsx';
import { SiteHeader } from '../parts/site-header.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { words } from '../words/words.ts';
import { LargePoll } from './large-poll.tsx';
import type { Paces } from './paces.ts';
import { Tile } from './tile.tsx';
import './board.css';

interface BoardProps {
  live: LiveRoom;
  /** Reads a poll as it is now and then. */
  glance: LiveRoom['poll'];
  paces: Paces;
}

/** All polls of a room at once, each a tile that follows its votes. */
export function Board({ live, glance, paces }: BoardProps) {
  const state = live.room.value;
  const refusal = live.refusal.value;
  if (refusal?.code === 'ROOM_NOT_FOUND') return <NoRoom code={live.code} isGone={refusal.isGone} />;
  return (
    <div class="board">
      <ConnectionBanner connection={live.connection.value} />
      <SiteHeader />
      {state !== null && <Tiles live={live} glance={glance} paces={paces} state={state} />}
      {state === null && (
        <main>
          <Joining live={live} />
        </main>
      )}
    </div>
  );
}

function Tiles({ live, glance, paces, state: { room, present } }: BoardProps & { state: RoomState }) {
  const [large, setLarge] = useState<string | null>(null);
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main, 'h1');
  useEffect(() => {
    document.title = `${room.title} · ${words('board.title')}`;
  }, [room.title]);
  return (
    <main ref={main}>
      <div class="board-head">
        <h1 tabIndex={-1}>{room.title}</h1>
        <p class="soft figures">
          <span class="code">{spacedCode(room.code)}</span>
          <span>{words('room.presentLong', { count: present })}</span>
          <span>{words('board.polls', { count: room.polls.length })}</span>
        </p>
      </div>
      {room.polls.length === 0 && (
        <div class="board-empty card">
          <h2>{words('board.empty')}</h2>
          <p class="soft">{words('board.emptyLead')}</p>
        </div>
      )}
      <ul class="tiles">
        {room.polls.map((summary) => (
          <Tile
            key={summary.id}
            live={live}
            glance={glance}
            paces={paces}
            summary={summary}
            onEnlarge={() => setLarge(summary.id)}
          />
        ))}
      </ul>
      {large !== null && (
        <LargePoll key={large} live={live} paces={paces} id={large} onClose={() => setLarge(null)} />
      )}
    </main>
  );
}
