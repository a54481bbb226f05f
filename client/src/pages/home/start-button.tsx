import { words } from '../words/words.ts';
import type { Start } from './use-start.ts';

/** The end of a form that starts a room: the creation key where the server asks for one, what went wrong unless that is said elsewhere, the button. */
export function StartButton({ start, isReasonSaid = false }: { start: Start; isReasonSaid?: boolean }) {
  const { course, creationKey, setCreationKey } = start;
  return (
    <>
      {creationKey !== null && <KeyField value={creationKey} onChange={setCreationKey} />}
      {course.state === 'failed' && !isReasonSaid && (
        <p class="fault" role="alert">
          {course.reason}
        </p>
      )}
      <button type="submit" class="button" aria-disabled={course.state === 'starting'}>
        {words(course.state === 'starting' ? 'home.starting' : 'home.start')}
      </button>
    </>
  );
}

function KeyField({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  return (
    <div class="field">
      <label for="creation-key">{words('home.creationKey')}</label>
      <input
        id="creation-key"
        type="password"
        autoComplete="off"
        aria-describedby="creation-key-hint"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p id="creation-key-hint" class="small soft">
        {words('home.creationKeyHint')}
      </p>
    </div>
  );
}
