import type { Poll } from '@pollcast/shared/pure';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import type { DeskState } from './desk.ts';
import { type Edit, isChanged, rebased, startEdit, yielded } from './edit-course.ts';
import type { PollForm } from './poll-form.ts';

interface EditInHand {
  edit: Edit;
  set: (change: Partial<PollForm>) => void;
  takeTheirs: () => void;
  /** Waits for what becomes of saving; only an edit that was saved leaves without a word. */
  settle: (saving: Promise<boolean>) => void;
}

/** The edit that the desk is open for. It follows the poll, and what is left unsaved can be taken up again. */
export function useEdit(desk: DeskState, poll: Poll | null): EditInHand {
  const editing = desk.editing.peek();
  const [edit, setEdit] = useState(() => startEdit(poll, editing?.form));
  const isSaved = useRef(false);
  const latest = useRef(edit);
  latest.current = edit;

  useLayoutEffect(() => {
    if (poll !== null) setEdit((now) => (isOlder(now, poll) ? rebased(now, poll) : now));
  }, [poll?.version]);
  useEffect(
    () => () => {
      if (isSaved.current || !isChanged(latest.current)) return;
      const resume = { id: editing?.id ?? null, form: latest.current.form };
      const undo = () => {
        desk.notice.value = null;
        desk.editing.value = resume;
      };
      desk.notice.value = { text: words('edit.thrownAway'), undo };
    },
    [],
  );

  return {
    edit,
    set: (change) => setEdit((now) => ({ ...now, form: { ...now.form, ...change } })),
    takeTheirs: () => setEdit(yielded),
    settle(saving) {
      isSaved.current = true;
      void saving.then((isDone) => {
        isSaved.current = isDone;
      });
    },
  };
}

function isOlder({ base }: Edit, poll: Poll): boolean {
  return base !== null && base.version < poll.version;
}
