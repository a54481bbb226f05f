import { type KindName, kinds } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import type { PollForm } from './poll-form.ts';

interface KindFieldProps {
  form: PollForm;
  onChange: (change: Partial<PollForm>) => void;
}

const STEPS = [3, 4, 5, 6, 7, 8, 9, 10];

/** The kind of a question, and what only that kind has. */
export function KindField({ form, onChange }: KindFieldProps) {
  return (
    <>
      <fieldset class="field kinds">
        <legend>{words('edit.kind')}</legend>
        {(Object.keys(kinds) as KindName[]).map((kind) => (
          <label key={kind}>
            <input
              type="radio"
              name="kind"
              checked={form.kind === kind}
              onChange={() => onChange({ kind })}
            />
            {words(`edit.${kind}`)}
          </label>
        ))}
      </fieldset>
      {form.kind === 'rating' && (
        <div class="field">
          <label for="steps">{words('edit.steps')}</label>
          <select
            id="steps"
            value={form.steps}
            onChange={(event) => onChange({ steps: Number(event.currentTarget.value) })}
          >
            {STEPS.map((max) => (
              <option key={max} value={max}>
                {words('edit.stepsUpTo', { max })}
              </option>
            ))}
          </select>
        </div>
      )}
    </>
  );
}
