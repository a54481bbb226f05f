import { useRef, useState } from 'preact/hooks';
import { boardAddress, stageAddress } from '../../browser/addresses.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useKeptFocus } from '../../parts/use-kept-focus.ts';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';
import { LinkRow } from './links.tsx';
import { ReplaceButtons } from './replace-buttons.tsx';

interface KeyDialogProps {
  desk: Desk;
  onClose: () => void;
}

/** Says what a new viewer key cuts off, and then what to open there. */
export function ViewerKeyDialog({ desk, onClose }: KeyDialogProps) {
  const [isReplaced, setIsReplaced] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  useKeptFocus(body, 'a, button');
  const replace = async () => {
    const isDone = await desk.replaceViewerKey();
    if (isDone) setIsReplaced(true);
    else onClose();
  };
  return (
    <Dialog title={words(isReplaced ? 'settings.newLinks' : 'settings.viewerTitle')} onClose={onClose}>
      <div ref={body}>
        {isReplaced ? (
          <NewLinks desk={desk} onClose={onClose} />
        ) : (
          <>
            <p>{words('settings.viewerLoss')}</p>
            <ReplaceButtons onReplace={() => void replace()} onClose={onClose} />
          </>
        )}
      </div>
    </Dialog>
  );
}

function NewLinks({ desk, onClose }: KeyDialogProps) {
  const { code } = desk.live;
  const key = desk.viewerKey.value ?? undefined;
  return (
    <>
      <p class="soft">{words('settings.newLinksLead')}</p>
      <ul class="links">
        <LinkRow
          name={words('moderate.stageLink')}
          address={stageAddress(code, key)}
          hint={words('share.stageHint')}
        />
        <LinkRow
          name={words('share.fullBoard')}
          address={boardAddress(code, key)}
          hint={words('share.fullBoardHint')}
        />
      </ul>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onClose}>
          {words('moderate.dismiss')}
        </button>
      </div>
    </>
  );
}
