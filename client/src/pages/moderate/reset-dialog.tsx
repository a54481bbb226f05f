import type { PollState } from '@pollcast/client';
import { Dialog } from '../parts/dialog.tsx';
import { words } from '../words/words.ts';
import type { Desk } from './desk.ts';

/** Asks before votes are erased, and says how many. */
export function ResetDialog({ desk, state: { poll, tally } }: { desk: Desk; state: PollState }) {
  const close = () => {
    desk.dialog.value = null;
  };
  const reset = () => {
    close();
    void desk.reset(poll);
  };
  return (
    <Dialog title={words('moderate.resetTitle')} onClose={close}>
      <p>{words('moderate.resetLoss', { count: tally?.voters ?? 0 })}</p>
      <div class="dialog-actions">
        <button type="button" class="button" data-look="quiet" onClick={close}>
          {words('moderate.keep')}
        </button>
        <button type="button" class="button" data-look="danger" onClick={reset}>
          {words('moderate.resetDo')}
        </button>
      </div>
    </Dialog>
  );
}
