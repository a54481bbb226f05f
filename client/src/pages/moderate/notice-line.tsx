import type { Signal } from '@preact/signals';
import { words } from '../words/words.ts';
import type { Notice } from './desk.ts';

/** The last refusal, or what can be undone. Stays until the next action or until it is put away. */
export function NoticeLine({ notice }: { notice: Signal<Notice | null> }) {
  const now = notice.value;
  return (
    <div role="status" class="notice">
      {now !== null && (
        <p>
          <span>{now.text}</span>
          {now.undo && (
            <button type="button" class="button" data-look="bare" onClick={now.undo}>
              {words('moderate.undo')}
            </button>
          )}
          <button
            type="button"
            class="button"
            data-look="bare"
            aria-label={words('moderate.dismiss')}
            onClick={() => (notice.value = null)}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </p>
      )}
    </div>
  );
}
