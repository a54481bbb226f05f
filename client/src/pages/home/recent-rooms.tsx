import { moderatorAddress, spacedCode } from '../browser/addresses.ts';
import type { KnownRoom } from '../browser/known-rooms.ts';
import { words } from '../words/words.ts';

const SHOWN_COUNT = 6;

export function RecentRooms({ rooms }: { rooms: readonly KnownRoom[] }) {
  if (rooms.length === 0) return null;
  return (
    <section class="recent" aria-labelledby="recent">
      <h2 id="recent">{words('home.recent')}</h2>
      <ul>
        {rooms.slice(0, SHOWN_COUNT).map((room) => (
          <li key={room.code}>
            <a href={addressOf(room)}>
              <span class="title">{room.title}</span>
              <span class="figures soft">{spacedCode(room.code)}</span>
              <span class="soft">
                {words(room.moderatorKey === undefined ? 'home.open' : 'home.moderate')}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function addressOf({ code, moderatorKey }: KnownRoom): string {
  return moderatorKey === undefined ? `/r/${code}` : moderatorAddress(code, moderatorKey);
}
