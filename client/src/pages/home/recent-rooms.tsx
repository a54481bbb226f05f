import { useRef, useState } from 'preact/hooks';
import { moderatorAddress, spacedCode } from '../browser/addresses.ts';
import { forgetRoom, type KnownRoom, knownRooms, restoreRooms } from '../browser/known-rooms.ts';
import { words } from '../words/words.ts';
import './recent-rooms.css';

const SHOWN_COUNT = 6;

/** What was taken off the list last, as long as it can be put back. */
interface Forgotten {
  text: string;
  hadKeys: boolean;
  before: readonly KnownRoom[];
}

/** The rooms that this browser has been in. Each can be taken off, and put back. */
export function RecentRooms() {
  const [rooms, setRooms] = useState(knownRooms);
  const [forgotten, setForgotten] = useState<Forgotten | null>(null);
  const status = useRef<HTMLParagraphElement>(null);
  if (rooms.length === 0 && forgotten === null) return null;

  const forget = (gone: readonly KnownRoom[], text: string) => {
    setForgotten({
      text,
      hadKeys: gone.some(({ moderatorKey }) => moderatorKey !== undefined),
      before: rooms,
    });
    for (const { code } of gone) forgetRoom(code);
    setRooms(knownRooms());
    status.current?.focus();
  };
  const undo = () => {
    restoreRooms(forgotten!.before);
    setRooms(knownRooms());
    setForgotten(null);
    status.current?.focus();
  };

  return (
    <section class="recent" aria-labelledby="recent">
      <div class="recent-head">
        <h2 id="recent">{words('home.recent')}</h2>
        {rooms.length > 1 && (
          <button
            type="button"
            class="button"
            data-look="bare"
            onClick={() => forget(rooms, words('home.forgotten'))}
          >
            {words('home.forgetAll')}
          </button>
        )}
      </div>
      <ul>
        {rooms.slice(0, SHOWN_COUNT).map((room) => (
          <RoomRow
            key={room.code}
            room={room}
            onForget={() => forget([room], words('home.removed', { title: room.title }))}
          />
        ))}
      </ul>
      <p role="status" class="forgotten small" ref={status} tabIndex={-1}>
        {forgotten !== null && <ForgottenText forgotten={forgotten} onUndo={undo} />}
      </p>
    </section>
  );
}

function ForgottenText({ forgotten, onUndo }: { forgotten: Forgotten; onUndo: () => void }) {
  const { text, hadKeys } = forgotten;
  return (
    <>
      <span>{hadKeys ? `${text} ${words('home.keysLost')}` : text}</span>
      <button type="button" class="button" data-look="bare" onClick={onUndo}>
        {words('moderate.undo')}
      </button>
    </>
  );
}

function RoomRow({ room, onForget }: { room: KnownRoom; onForget: () => void }) {
  const { code, title, moderatorKey } = room;
  return (
    <li>
      <a href={addressOf(room)}>
        <span class="title">{title}</span>
        <span class="figures soft">
          <bdi>{spacedCode(code)}</bdi>
        </span>
        <span class="soft">{words(moderatorKey === undefined ? 'home.open' : 'home.moderate')}</span>
      </a>
      <button
        type="button"
        class="button"
        data-look="bare"
        aria-label={words('home.removeRoom', { title })}
        onClick={onForget}
      >
        <span aria-hidden="true">✕</span>
      </button>
    </li>
  );
}

function addressOf({ code, moderatorKey }: KnownRoom): string {
  return moderatorKey === undefined ? `/r/${code}` : moderatorAddress(code, moderatorKey);
}
