import { words } from '../../words/words.ts';

/** Of a dialog that asks before a key is replaced. */
export function ReplaceButtons({ onReplace, onClose }: { onReplace: () => void; onClose: () => void }) {
  return (
    <div class="dialog-actions">
      <button type="button" class="button" data-look="quiet" onClick={onClose}>
        {words('moderate.keep')}
      </button>
      <button type="button" class="button" data-look="danger" onClick={onReplace}>
        {words('settings.replace')}
      </button>
    </div>
  );
}
