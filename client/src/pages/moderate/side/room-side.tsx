import type { RoomState } from '@pollcast/client';
import type { Desk } from '../desk.ts';
import { EmbedSnippets } from './embed-snippets.tsx';
import { Links } from './links.tsx';
import { RoomSettings } from './room-settings.tsx';
import { Saves } from './saves.tsx';
import { WayIn } from './way-in.tsx';
import './room-side.css';

interface RoomSideProps {
  desk: Desk;
  state: RoomState;
  moderatorKey: string;
}

/** How people come in, and what else goes out of the room: links, embeds, files. */
export function RoomSide({ desk, state, moderatorKey }: RoomSideProps) {
  const { selectedId, live } = desk;
  const poll = selectedId.value === null ? null : live.poll(selectedId.value);
  return (
    <aside class="room-side">
      <WayIn state={state} />
      <Links desk={desk} poll={poll?.poll ?? null} moderatorKey={moderatorKey} />
      <div>
        {poll !== null && <Saves desk={desk} state={poll} moderatorKey={moderatorKey} />}
        {poll !== null && <EmbedSnippets poll={poll.poll} />}
        <RoomSettings desk={desk} />
      </div>
    </aside>
  );
}
