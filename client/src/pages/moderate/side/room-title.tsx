import { LIMITS } from '@pollcast/shared/pure';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useKeptFocus } from '../../parts/use-kept-focus.ts';
import { words } from '../../words/words.ts';
import './room-title.css';

/** The room's title, changed where it stands: Enter or leaving saves, Escape does not. */
export function RoomTitle({ title, onRename }: { title: string; onRename: (title: string) => void }) {
  const [draft, setDraft] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useKeptFocus(place, 'button');
  const save = () => {
    const wanted = draft?.trim() ?? '';
    if (wanted !== '' && wanted !== title) onRename(wanted);
    setDraft(null);
  };
  return (
    <div class="room-title" ref={place}>
      {draft === null ? (
        <>
          <span class="title">{title}</span>
          <button
            type="button"
            class="button"
            data-look="bare"
            aria-label={words('settings.rename')}
            title={words('settings.rename')}
            onClick={() => setDraft(title)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="m3 10.5-.5 3 3-.5 7.5-7.5L10.5 3zM9 4.5 11.5 7" />
            </svg>
          </button>
        </>
      ) : (
        <TitleField draft={draft} onDraft={setDraft} onSave={save} />
      )}
    </div>
  );
}

interface TitleFieldProps {
  draft: string;
  onDraft: (draft: string | null) => void;
  onSave: () => void;
}

function TitleField({ draft, onDraft, onSave }: TitleFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current!.select(), []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onSave();
    if (event.key === 'Escape') onDraft(null);
  };
  return (
    <input
      ref={field}
      dir="auto"
      aria-label={words('home.roomTitle')}
      maxLength={LIMITS.titleCharacters}
      value={draft}
      onInput={(event) => onDraft(event.currentTarget.value)}
      onKeyDown={press}
      onBlur={onSave}
    />
  );
}
