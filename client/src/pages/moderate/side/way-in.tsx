import type { RoomState } from '@pollcast/client';
import { audienceAddress, spacedCode } from '../../browser/addresses.ts';
import { saveFile } from '../../browser/save-file.ts';
import { Qr } from '../../parts/qr.tsx';
import { words } from '../../words/words.ts';
import { qrFile } from './qr-file.ts';

/** What the audience needs: the code, to be typed or scanned, and the link, to be sent. */
export function WayIn({ state: { room, present } }: { state: RoomState }) {
  const { code, title } = room;
  const address = audienceAddress(code);
  const saveQr = () => saveFile(`pollcast-${code}.svg`, qrFile(address));
  return (
    <section class="way-in">
      <Qr address={address} />
      <div>
        <p class="soft">{words('room.joinAt', { host: location.host })}</p>
        <p class="code figures">
          <bdi>{spacedCode(code)}</bdi>
        </p>
        <p class="soft figures">{words('room.presentLong', { count: present })}</p>
      </div>
      <div class="buttons">
        {canShare() && (
          <button type="button" class="button" data-look="quiet" onClick={() => share(title, address)}>
            {words('share.send')}
          </button>
        )}
        <button type="button" class="button" data-look="bare" onClick={saveQr}>
          {words('share.qr')}
        </button>
      </div>
    </section>
  );
}

/** Where a finger is what points, the device's own sheet of apps and people is what one shares with. */
function canShare(): boolean {
  return 'share' in navigator && matchMedia('(pointer: coarse)').matches;
}

function share(title: string, url: string): void {
  // Rejects when it is put away unused.
  navigator.share({ title, url }).catch(() => undefined);
}
