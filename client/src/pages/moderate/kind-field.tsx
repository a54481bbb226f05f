import { type KindName, kinds } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import type { PollForm } from './poll-form.ts';

interface KindFieldProps {
  form: PollForm;
  onChange: (change: Pick<PollForm, 'kind'>) => void;
}

/** The kind of a question. */
export function KindField({ form, onChange }: KindFieldProps) {
  return (
    <fieldset class="field kinds">
      <legend>{words('edit.kind')}</legend>
      {(Object.keys(kinds) as KindName[]).map((kind) => (
        <label key={kind}>
          <input type="radio" name="kind" checked={form.kind === kind} onChange={() => onChange({ kind })} />
          {words(`kind.${kind}`)}
        </label>
      ))}
    </fieldset>
  );
}
