import type { LiveRoom } from '../live/live-room.ts';
import { reasonOf, words } from '../words/words.ts';
import './joining.css';

/** What a page says as long as it has no room to show: that it is joining, or why it cannot. */
export function Joining({ live }: { live: LiveRoom }) {
  return (
    <div class="joining" role="status">
      <h1>{textOf(live)}</h1>
    </div>
  );
}

function textOf({ connection, refusal }: LiveRoom): string {
  if (connection.value.status === 'refused') return reasonOf(connection.value.error);
  return refusal.value === null ? words('room.joining') : reasonOf(refusal.value);
}
