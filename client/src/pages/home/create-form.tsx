import { LIMITS, type Problem } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { moderatorAddress } from '../browser/addresses.ts';
import { rememberRoom } from '../browser/known-rooms.ts';
import { type DraftOption, writtenOptions } from '../parts/draft-options.ts';
import { OptionsField } from '../parts/options-field.tsx';
import { reasonOf, words } from '../words/words.ts';
import { type CreatedRoom, createRoom } from './create-room.ts';

type Course = { state: 'idle' } | { state: 'starting' } | { state: 'failed'; reason: string };

/** Title, first question and its options; leads straight to the moderator's page. */
export function CreateForm() {
  const [title, setTitle] = useState('');
  const [question, setQuestion] = useState('');
  const [drafts, setDrafts] = useState<DraftOption[]>([{ label: '' }, { label: '' }]);
  const [creationKey, setCreationKey] = useState<string | null>(null);
  const [course, setCourse] = useState<Course>({ state: 'idle' });

  const start = async (event: Event) => {
    event.preventDefault();
    if (course.state === 'starting') return;
    const options = writtenOptions(drafts);
    if (options.length < LIMITS.optionsMin)
      return setCourse({ state: 'failed', reason: words('edit.optionsMissing') });
    setCourse({ state: 'starting' });
    try {
      const polls = [{ kind: 'choice' as const, question, options }];
      moderate(await createRoom({ title, polls }, creationKey ?? ''));
    } catch (problem) {
      if (asksForKey(problem)) setCreationKey((key) => key ?? '');
      setCourse({ state: 'failed', reason: reasonOf(problem) });
    }
  };

  return (
    <form class="create-form" onSubmit={(event) => void start(event)}>
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
      {creationKey !== null && <KeyField value={creationKey} onChange={setCreationKey} />}
      {course.state === 'failed' && (
        <p class="fault" role="alert">
          {course.reason}
        </p>
      )}
      <button type="submit" class="button" aria-disabled={course.state === 'starting'}>
        {words(course.state === 'starting' ? 'home.starting' : 'home.start')}
      </button>
    </form>
  );
}

function KeyField({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  return (
    <div class="field">
      <label for="creation-key">{words('home.creationKey')}</label>
      <input
        id="creation-key"
        type="password"
        autoComplete="off"
        aria-describedby="creation-key-hint"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <p id="creation-key-hint" class="small soft">
        {words('home.creationKeyHint')}
      </p>
    </div>
  );
}

function asksForKey(problem: unknown): boolean {
  const { code } = problem as Partial<Problem>;
  return code === 'UNAUTHENTICATED' || code === 'FORBIDDEN';
}

function moderate({ room, moderatorKey, viewerKey }: CreatedRoom): void {
  rememberRoom({ code: room.code, title: room.title, moderatorKey, viewerKey, isLinkUnsaved: true });
  location.assign(moderatorAddress(room.code, moderatorKey));
}
