import { spacedCode } from '../browser/addresses.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { reasonOf, words } from '../words/words.ts';
import './joining.css';

/** What a page says as long as it has no room to show: that it is joining, or why it cannot, and where to go on. */
export function Joining({ live }: { live: LiveRoom }) {
  const { code } = live;
  return (
    <div class="joining" role="status">
      <h1>{textOf(live)}</h1>
      {hasWrongKey(live) && (
        <p>
          <a href={`/r/${code}`}>{words('moderate.asAudience', { code: spacedCode(code) })}</a>
        </p>
      )}
    </div>
  );
}

function textOf(live: LiveRoom): string {
  if (hasWrongKey(live)) return words('moderate.wrongKey');
  const { connection, refusal } = live;
  if (connection.value.status === 'refused') return reasonOf(connection.value.error);
  return refusal.value === null ? words('room.joining') : reasonOf(refusal.value);
}

function hasWrongKey({ connection: { value } }: LiveRoom): boolean {
  return value.status === 'refused' && value.error.code === 'UNAUTHENTICATED';
}
