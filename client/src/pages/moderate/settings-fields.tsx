import type { ResultsVisibility } from '@pollcast/shared/pure';
import { KindSettings } from '../kinds/kind-settings.tsx';
import { writtenOptions } from '../parts/draft-options.ts';
import { words } from '../words/words.ts';
import { DurationField } from './duration-field.tsx';
import { type PollForm, settingsIn } from './poll-form.ts';

interface SettingsFieldsProps {
  form: PollForm;
  /** Voting has started: only what may still be changed. */
  isRunning: boolean;
  onChange: (change: Partial<PollForm>) => void;
}

const VISIBILITIES: readonly ResultsVisibility[] = ['always', 'after-vote', 'after-close', 'moderators'];

export function SettingsFields({ form, isRunning, onChange }: SettingsFieldsProps) {
  return (
    <div class="settings">
      <div class="field">
        <label for="results">{words('edit.results')}</label>
        <select
          id="results"
          value={form.results}
          onChange={(event) => onChange({ results: event.currentTarget.value as ResultsVisibility })}
        >
          {VISIBILITIES.map((results) => (
            <option key={results} value={results}>
              {words(`edit.results.${results}`)}
            </option>
          ))}
        </select>
      </div>
      <KindSettings
        kind={form.kind}
        settings={settingsIn(form)}
        options={writtenOptions(form.options)}
        isRunning={isRunning}
        onChange={(settings) => onChange({ own: { ...form.own, [form.kind]: settings } })}
      />
      {!isRunning && <DurationField form={form} onChange={onChange} />}
      <div class="ticks">
        {!isRunning && (
          <Tick checked={form.changeable} onChange={(changeable) => onChange({ changeable })}>
            {words('edit.changeable')}
          </Tick>
        )}
        <Tick checked={form.turnout} onChange={(turnout) => onChange({ turnout })}>
          {words('edit.turnout')}
        </Tick>
      </div>
      {form.results === 'after-vote' && form.changeable && <p class="small soft">{words('edit.peek')}</p>}
    </div>
  );
}

function Tick({
  checked,
  onChange,
  children,
}: {
  checked: boolean;
  onChange: (on: boolean) => void;
  children: string;
}) {
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {children}
    </label>
  );
}
