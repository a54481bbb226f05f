import { LIMITS, optionCountOf, type Poll } from '@pollcast/shared/pure';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { requestId } from '../browser/request-id.ts';
import { LengthHint } from '../parts/length-hint.tsx';
import { OptionsField } from '../parts/options-field.tsx';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';
import { EditNote } from './edit-note.tsx';
import { KindField } from './kind-field.tsx';
import { changeOf, draftOf, faultIn } from './poll-form.ts';
import { PollPreview } from './poll-preview.tsx';
import { SettingsFields } from './settings-fields.tsx';
import { useEdit } from './use-edit.ts';
import './poll-editor.css';

/** Where what is missing is to be written. */
const PLACES = {
  'edit.questionMissing': '#poll-question',
  'edit.optionMissing': '.options-field input:placeholder-shown',
  'edit.optionsMissing': '.options-field input:placeholder-shown',
  'edit.ownWrong': '[aria-invalid="true"]',
};

/** Writes a new poll, or mends one. `poll` null: new, or gone meanwhile. */
export function PollEditor({ desk, poll }: { desk: Desk; poll: Poll | null }) {
  const { edit, set, settle, takeTheirs } = useEdit(desk, poll);
  const { form, base } = edit;
  // Another one for other words: a repeat brings back what was created first.
  const creationId = useMemo(requestId, [form]);
  const [isTried, setIsTried] = useState(false);
  const editor = useRef<HTMLFormElement>(null);
  const focus = (selector: string) => editor.current?.querySelector<HTMLElement>(selector)?.focus();
  useEffect(() => focus('#poll-question'), []);
  const isRunning = poll !== null && poll.status !== 'draft';
  const fault = isTried ? faultIn(form) : null;
  const close = () => {
    desk.editing.value = null;
  };
  const save = (event: Event) => {
    event.preventDefault();
    setIsTried(true);
    const missing = faultIn(form);
    if (missing !== null) return focus(PLACES[missing]);
    if (poll === null) return settle(desk.create({ ...draftOf(form), requestId: creationId }));
    settle(desk.update({ ...changeOf(poll, form), version: (base ?? poll).version }));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
  };

  return (
    <form class="poll-editor" ref={editor} noValidate onSubmit={save} onKeyDown={press}>
      <h1 tabIndex={-1}>{words(base === null ? 'edit.newTitle' : 'edit.editTitle')}</h1>
      <div class="fields">
        <EditNote edit={edit} poll={poll} onTakeTheirs={takeTheirs} />
        <QuestionField
          question={form.question}
          isMissing={fault === 'edit.questionMissing'}
          onChange={(question) => set({ question })}
        />
        {!isRunning && <KindField form={form} onChange={set} />}
        {optionCountOf(form.kind)[1] > 0 && (
          <OptionsField options={form.options} isFixed={isRunning} onChange={(options) => set({ options })} />
        )}
        <SettingsFields form={form} isRunning={isRunning} onChange={set} />
      </div>
      <PollPreview form={form} />
      <div class="editor-actions">
        {fault !== null && (
          <p class="fault" role="alert">
            {words(fault)}
          </p>
        )}
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

interface QuestionFieldProps {
  question: string;
  isMissing: boolean;
  onChange: (question: string) => void;
}

/** The question: one line, however long and however it was pasted. */
function QuestionField({ question, isMissing, onChange }: QuestionFieldProps) {
  return (
    <div class="field">
      <label for="poll-question">{words('edit.question')}</label>
      <textarea
        id="poll-question"
        rows={2}
        dir={question === '' ? undefined : 'auto'}
        maxLength={LIMITS.questionCharacters}
        aria-describedby="poll-question-length"
        aria-invalid={isMissing}
        value={question}
        onInput={(event) => onChange(event.currentTarget.value.replace(/[\r\n]+/g, ' '))}
        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      />
      <LengthHint id="poll-question-length" text={question} max={LIMITS.questionCharacters} />
    </div>
  );
}
