import { Dialog } from '../../parts/dialog.tsx';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';
import { ReplaceButtons } from './replace-buttons.tsx';

interface KeyDialogProps {
  desk: Desk;
  onClose: () => void;
}

/** Says what a new moderator key cuts off; with it the page starts over and shows the new link to be saved. */
export function ModeratorKeyDialog({ desk, onClose }: KeyDialogProps) {
  const replace = async () => {
    await desk.replaceModeratorKey();
    onClose();
  };
  return (
    <Dialog title={words('settings.moderatorTitle')} onClose={onClose}>
      <p>{words('settings.moderatorLoss')}</p>
      <ReplaceButtons onReplace={() => void replace()} onClose={onClose} />
    </Dialog>
  );
}
