import { readCode } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { spacedCode } from '../../browser/addresses.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';

/** Erases the room once its code was typed: too much is lost for one press of a button. */
export function DeleteDialog({ desk, onClose }: { desk: Desk; onClose: () => void }) {
  const { code } = desk.live;
  const [typed, setTyped] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const erase = async (event: Event) => {
    event.preventDefault();
    const isConfirmed = readCode(typed) === code;
    setIsWrong(!isConfirmed);
    if (!isConfirmed) return;
    await desk.deleteRoom();
    onClose();
  };
  return (
    <Dialog title={words('settings.deleteTitle')} onClose={onClose}>
      <form class="delete-room" noValidate onSubmit={(event) => void erase(event)}>
        <p>{words('settings.deleteLoss')}</p>
        <div class="field">
          <label for="delete-code">{words('settings.deleteType', { code: spacedCode(code) })}</label>
          <input
            id="delete-code"
            dir="ltr"
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? 'delete-fault' : undefined}
            value={typed}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setIsWrong(false);
            }}
          />
          {isWrong && (
            <p id="delete-fault" class="fault" role="alert">
              {words('settings.deleteWrong')}
            </p>
          )}
        </div>
        <div class="dialog-actions">
          <button type="button" class="button" data-look="quiet" onClick={onClose}>
            {words('moderate.keep')}
          </button>
          <button type="submit" class="button" data-look="danger">
            {words('settings.deleteDo')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
