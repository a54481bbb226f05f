import { WORDS_MAX } from '@pollcast/shared/pure';
import { numberText, words } from '../../words/words.ts';
import type { SettingsProps } from '../kind-views.ts';

const COUNTS = Array.from({ length: WORDS_MAX }, (_, index) => index + 1);

/** How many words a person writes, and whether swear words are left out. */
export function Settings({ settings, isRunning, onChange }: SettingsProps<'words'>) {
  const { max, filter } = settings;
  return (
    <>
      {!isRunning && (
        <div class="field">
          <label for="words-max">{words('edit.wordsMax')}</label>
          <select
            id="words-max"
            value={max}
            onChange={(event) => onChange({ ...settings, max: Number(event.currentTarget.value) })}
          >
            {COUNTS.map((count) => (
              <option key={count} value={count}>
                {numberText(count)}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="ticks">
        <label class="tick">
          <input
            type="checkbox"
            checked={filter}
            onChange={(event) => onChange({ ...settings, filter: event.currentTarget.checked })}
          />
          {words('edit.filter')}
        </label>
      </div>
    </>
  );
}
