import { words } from '../../words/words.ts';
import type { SettingsProps } from '../kind-views.ts';

const STEPS = [3, 4, 5, 6, 7, 8, 9, 10];

/** How far the scale goes. */
export function Settings({ settings: { steps }, isRunning, onChange }: SettingsProps<'rating'>) {
  if (isRunning) return null;
  return (
    <div class="field">
      <label for="steps">{words('edit.steps')}</label>
      <select
        id="steps"
        value={steps}
        onChange={(event) => onChange({ steps: Number(event.currentTarget.value) })}
      >
        {STEPS.map((max) => (
          <option key={max} value={max}>
            {words('edit.stepsUpTo', { max })}
          </option>
        ))}
      </select>
    </div>
  );
}
