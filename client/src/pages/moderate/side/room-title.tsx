import { LIMITS } from '@pollcast/shared/pure';
import type { TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useKeptFocus } from '../../parts/use-kept-focus.ts';
import { words } from '../../words/words.ts';
import './room-title.css';

interface RoomTitleProps {
  title: string;
  onRename: (title: string) => void;
}

/** The room's title, changed where it stands: Enter or leaving saves, Escape does not. */
export function RoomTitle({ title, onRename }: RoomTitleProps) {
  const [isWriting, setIsWriting] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, 'button');
  const take = (written: string) => {
    setIsWriting(false);
    if (written !== '' && written !== title) onRename(written);
  };
  return (
    <div class="room-title" ref={place}>
      {isWriting ? (
        <TitleField title={title} onWritten={take} />
      ) : (
        <>
          <span class="title">{title}</span>
          <button
            type="button"
            class="button"
            data-look="bare"
            aria-label={words('settings.rename')}
            title={words('settings.rename')}
            onClick={() => setIsWriting(true)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="m3 10.5-.5 3 3-.5 7.5-7.5L10.5 3zM9 4.5 11.5 7" />
            </svg>
          </button>
        </>
      )}
    </div>
  );
}

/** Whatever ends the writing takes the focus away, and so there is one way out. */
function TitleField({ title, onWritten }: { title: string; onWritten: (written: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current!.select(), []);
  const press = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Escape' && event.key !== 'Enter') return;
    // Else the button, which has the focus next, would be pressed by the same key.
    event.preventDefault();
    if (event.key === 'Escape') event.currentTarget.value = title;
    event.currentTarget.blur();
  };
  return (
    <input
      ref={field}
      dir="auto"
      aria-label={words('home.roomTitle')}
      maxLength={LIMITS.titleCharacters}
      defaultValue={title}
      onKeyDown={press}
      onBlur={({ currentTarget }) => onWritten(currentTarget.value.trim())}
    />
  );
}
