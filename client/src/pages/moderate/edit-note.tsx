import type { Poll } from '@pollcast/shared/pure';
import type { WordKey } from '@pollcast/shared/words';
import { words } from '../words/words.ts';
import type { Edit } from './edit-course.ts';
import type { PollForm } from './poll-form.ts';

interface EditNoteProps {
  edit: Edit;
  /** As it is now; null: new or gone. */
  poll: Poll | null;
  onTakeTheirs: () => void;
}

const NAMES = {
  kind: 'edit.kind',
  question: 'edit.question',
  options: 'edit.options',
  own: 'edit.own',
  results: 'edit.results',
  changeable: 'edit.changeable',
  turnout: 'edit.turnout',
  durationMs: 'edit.duration',
} as const satisfies Record<keyof PollForm, WordKey>;

/** What other moderators have done to the poll while it is being edited. */
export function EditNote({ edit: { base, clashes, isMerged }, poll, onTakeTheirs }: EditNoteProps) {
  const isGone = poll === null && base !== null;
  const hasStarted = poll !== null && poll.status !== 'draft';
  const fields = new Set(clashes.map((field) => words(NAMES[field])));
  return (
    <div class="edit-note" role="status">
      {isGone && <p>{words('edit.gone')}</p>}
      {hasStarted && <p>{words('edit.started')}</p>}
      {isMerged && clashes.length === 0 && <p>{words('edit.merged')}</p>}
      {clashes.length > 0 && (
        <p>
          {words('edit.clash', { fields: [...fields].join(', ') })}{' '}
          <button type="button" class="button" data-look="bare" onClick={onTakeTheirs}>
            {words('edit.takeTheirs')}
          </button>
        </p>
      )}
    </div>
  );
}
