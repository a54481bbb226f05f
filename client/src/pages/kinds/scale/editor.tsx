import { words } from '../../words/words.ts';
import type { SettingsProps } from '../kind-views.ts';

const STEPS = [2, 3, 4, 5, 6, 7, 8, 9, 10];
const NPS = 'nps';

/** The scale that all statements stand on. */
export function Settings({ settings, isRunning, onChange }: SettingsProps<'scale'>) {
  if (isRunning) return null;
  const { scale, steps } = settings;
  const choose = (chosen: string) =>
    onChange(chosen === NPS ? { scale: 'nps', steps } : { scale: 'likert', steps: Number(chosen) });
  return (
    <div class="field">
      <label for="scale">{words('edit.steps')}</label>
      <select
        id="scale"
        value={scale === 'nps' ? NPS : steps}
        aria-describedby="scale-hint"
        onChange={(event) => choose(event.currentTarget.value)}
      >
        {STEPS.map((max) => (
          <option key={max} value={max}>
            {words('edit.likert', { max })}
          </option>
        ))}
        <option value={NPS}>{words('edit.nps')}</option>
      </select>
      <p id="scale-hint" class="small soft">
        {words('edit.scaleHint')}
      </p>
    </div>
  );
}
