import { useState } from 'preact/hooks';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { Fold } from './fold.tsx';
import { ModeratorKeyDialog } from './moderator-key-dialog.tsx';
import { ViewerKeyDialog } from './viewer-key-dialog.tsx';

/** What is seldom done to a room, each asked about first. */
export function RoomSettings({ desk }: { desk: Desk }) {
  const [dialog, setDialog] = useState<'moderator' | 'viewer' | 'delete' | null>(null);
  const close = () => setDialog(null);
  return (
    <Fold title={words('settings.title')}>
      <div class="settings-buttons">
        <button type="button" class="button" data-look="bare" onClick={() => void desk.duplicateRoom()}>
          {words('settings.duplicate')}
        </button>
        <button type="button" class="button" data-look="bare" onClick={() => setDialog('moderator')}>
          {words('settings.newModeratorLink')}
        </button>
        <button type="button" class="button" data-look="bare" onClick={() => setDialog('viewer')}>
          {words('settings.newViewerLinks')}
        </button>
        <button
          type="button"
          class="button"
          data-look="bare"
          data-harm="true"
          onClick={() => setDialog('delete')}
        >
          {words('settings.delete')}
        </button>
      </div>
      {dialog === 'moderator' && <ModeratorKeyDialog desk={desk} onClose={close} />}
      {dialog === 'viewer' && <ViewerKeyDialog desk={desk} onClose={close} />}
      {dialog === 'delete' && <DeleteDialog desk={desk} onClose={close} />}
    </Fold>
  );
}
