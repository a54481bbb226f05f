import { words } from '../words/words.ts';
import type { Notice } from './desk.ts';
import './notice-line.css';

/** The last refusal, or what can be undone. Stays until the next action or until it is put away. */
export function NoticeLine({ notice, onDismiss }: { notice: Notice | null; onDismiss: () => void }) {
  return (
    <div role="status" class="notice">
      {notice !== null && (
        <p>
          <span>{notice.text}</span>
          {notice.undo && (
            <button type="button" class="button undo" data-look="bare" onClick={notice.undo}>
              {words('moderate.undo')}
            </button>
          )}
          <button
            type="button"
            class="button"
            data-look="bare"
            aria-label={words('moderate.dismiss')}
            onClick={onDismiss}
          >
            <span aria-hidden="true">✕</span>
          </button>
        </p>
      )}
    </div>
  );
}
