import { numberText, words } from '../../words/words.ts';
import type { SettingsProps } from '../kind-views.ts';

/** How many options one person picks. */
export function Settings({ settings, options, isRunning, onChange }: SettingsProps<'choice'>) {
  if (isRunning) return null;
  const counts = options.map((_, index) => index + 1);
  const { min, max } = settings;
  return (
    <div class="pair">
      <div class="field">
        <label for="max">{words('edit.answers')}</label>
        <select
          id="max"
          value={max}
          onChange={(event) => onChange({ ...settings, max: Number(event.currentTarget.value) })}
        >
          <option value={1}>{words('edit.answersOne')}</option>
          {counts.slice(1).map((count) => (
            <option key={count} value={count}>
              {words('edit.answersUpTo', { count })}
            </option>
          ))}
        </select>
      </div>
      {max > 1 && (
        <div class="field">
          <label for="min">{words('edit.atLeast')}</label>
          <select
            id="min"
            value={min}
            onChange={(event) => onChange({ ...settings, min: Number(event.currentTarget.value) })}
          >
            {counts.slice(0, max).map((count) => (
              <option key={count} value={count}>
                {numberText(count)}
              </option>
            ))}
          </select>
        </div>
      )}
    </div>
  );
}
