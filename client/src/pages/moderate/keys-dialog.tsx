import { Dialog } from '../parts/dialog.tsx';
import { words } from '../words/words.ts';
import { arrows } from './shortcuts.ts';
import './keys-dialog.css';

export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { next, previous } = arrows();
  const keys = [
    [words('moderate.space'), words('moderate.keySpace')],
    [`${previous} ${next}`, words('moderate.keyArrows')],
    ['H', words('moderate.keyH')],
    ['N', words('moderate.keyN')],
    ['E', words('moderate.keyE')],
    ['Alt ↑ ↓', words('moderate.keyMove')],
    ['Z', words('moderate.keyZ')],
    ['?', words('moderate.keyHelp')],
  ];
  return (
    <Dialog title={words('moderate.keysTitle')} onClose={onClose}>
      <dl class="keys-list">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-actions">
        <button type="button" class="button" data-look="quiet" onClick={onClose}>
          {words('moderate.dismiss')}
        </button>
      </div>
    </Dialog>
  );
}
