import { LIMITS } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { type DraftOption, writtenOptions } from '../parts/draft-options.ts';
import { OptionsField } from '../parts/options-field.tsx';
import { words } from '../words/words.ts';
import { StartButton } from './start-button.tsx';
import { useStart } from './use-start.ts';

/** Title, first question and its options; leads straight to the moderator's page. */
export function CreateForm() {
  const [title, setTitle] = useState('');
  const [question, setQuestion] = useState('');
  const [drafts, setDrafts] = useState<DraftOption[]>([{ label: '' }, { label: '' }]);
  const start = useStart();

  const submit = (event: Event) => {
    event.preventDefault();
    if (start.course.state === 'starting') return;
    const options = writtenOptions(drafts);
    if (options.length < LIMITS.optionsMin) return start.refuse(words('edit.optionsMissing'));
    void start.start({ title, polls: [{ kind: 'choice', question, options }] });
  };

  return (
    <form class="create-form" onSubmit={submit}>
      <div class="field">
        <label for="title">{words('home.roomTitle')}</label>
        <input
          id="title"
          required
          maxLength={LIMITS.titleCharacters}
          placeholder={words('home.roomTitleHint')}
          value={title}
          onInput={(event) => setTitle(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for="question">{words('home.firstQuestion')}</label>
        <textarea
          id="question"
          required
          rows={2}
          maxLength={LIMITS.questionCharacters}
          placeholder={words('home.questionHint')}
          value={question}
          onInput={(event) => setQuestion(event.currentTarget.value)}
        />
      </div>
      <OptionsField options={drafts} onChange={setDrafts} />
      <StartButton start={start} />
    </form>
  );
}
