import { words } from '../../words/words.ts';
import type { SettingsProps } from '../kind-views.ts';

/** How many of the options one person puts in order. */
export function Settings({ settings: { top }, options, isRunning, onChange }: SettingsProps<'ranking'>) {
  if (isRunning) return null;
  const counts = options.slice(1).map((_, index) => index + 1);
  return (
    <div class="field">
      <label for="top">{words('edit.top')}</label>
      <select
        id="top"
        value={top ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ top: value === '' ? null : Number(value) })}
      >
        <option value="">{words('edit.topAll')}</option>
        {counts.map((count) => (
          <option key={count} value={count}>
            {words('edit.topFirst', { count })}
          </option>
        ))}
      </select>
    </div>
  );
}
