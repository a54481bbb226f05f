import { LIMITS, optionCountOf, type Poll } from '@pollcast/shared/pure';
import { useEffect, useRef, useState } from 'preact/hooks';
import { requestId } from '../browser/request-id.ts';
import { writtenOptions } from '../parts/draft-options.ts';
import { OptionsField } from '../parts/options-field.tsx';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { KindField } from './kind-field.tsx';
import { changeOf, draftOf, formOf, type PollForm } from './poll-form.ts';
import { SettingsFields } from './settings-fields.tsx';
import './poll-editor.css';

/** Writes a new poll, or mends one. `poll` null: new. */
export function PollEditor({ desk, poll }: { desk: Desk; poll: Poll | null }) {
  const [form, setForm] = useState(() => formOf(poll));
  const [creationId] = useState(requestId);
  const [fault, setFault] = useState<string | null>(null);
  const question = useRef<HTMLTextAreaElement>(null);
  useEffect(() => question.current?.focus(), []);
  const isRunning = poll !== null && poll.status !== 'draft';
  const set = (change: Partial<PollForm>) => setForm((now) => ({ ...now, ...change }));
  const close = () => {
    desk.editing.value = null;
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const found = faultIn(form);
    setFault(found);
    if (found !== null) return;
    if (poll === null) await desk.create({ ...draftOf(form), requestId: creationId });
    else await desk.update(changeOf(poll, form));
  };

  return (
    <form
      class="poll-editor"
      noValidate
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <h1>{words(poll === null ? 'edit.newTitle' : 'edit.editTitle')}</h1>
      <div class="field">
        <label for="question">{words('edit.question')}</label>
        <textarea
          id="question"
          ref={question}
          rows={2}
          maxLength={LIMITS.questionCharacters}
          value={form.question}
          onInput={(event) => set({ question: event.currentTarget.value })}
        />
      </div>
      {!isRunning && <KindField form={form} onChange={set} />}
      {hasOptions(form) && (
        <OptionsField options={form.options} isFixed={isRunning} onChange={(options) => set({ options })} />
      )}
      <SettingsFields form={form} isRunning={isRunning} onChange={set} />
      {fault !== null && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <div class="editor-actions">
        <button type="submit" class="button">
          {words(poll === null ? 'edit.create' : 'edit.save')}
        </button>
        <button type="button" class="button" data-look="quiet" onClick={close}>
          {words('edit.cancel')}
        </button>
      </div>
    </form>
  );
}

function hasOptions({ kind }: PollForm): boolean {
  return optionCountOf(kind)[1] > 0;
}

function faultIn(form: PollForm): string | null {
  if (form.question.trim() === '') return words('edit.questionMissing');
  const isShort = writtenOptions(form.options).length < optionCountOf(form.kind)[0];
  return isShort ? words('edit.optionsMissing') : null;
}
