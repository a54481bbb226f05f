import type { ResultsVisibility } from '@pollcast/shared/pure';
import { writtenOptions } from '../parts/draft-options.ts';
import { numberText, words } from '../words/words.ts';
import { DurationField } from './duration-field.tsx';
import { maxOf, minOf, type PollForm } from './poll-form.ts';

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
      {!isRunning && form.kind === 'choice' && <AnswersField form={form} onChange={onChange} />}
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

type FieldProps = Omit<SettingsFieldsProps, 'isRunning'>;

/** How many options one person picks. */
function AnswersField({ form, onChange }: FieldProps) {
  const counts = writtenOptions(form.options).map((_, index) => index + 1);
  const max = maxOf(form);
  return (
    <div class="pair">
      <div class="field">
        <label for="max">{words('edit.answers')}</label>
        <select
          id="max"
          value={max}
          onChange={(event) => onChange({ max: Number(event.currentTarget.value) })}
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
            value={minOf(form)}
            onChange={(event) => onChange({ min: Number(event.currentTarget.value) })}
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
