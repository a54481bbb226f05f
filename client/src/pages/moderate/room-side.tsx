import type { RoomState } from '@pollcast/client';
import { audienceAddress, moderatorAddress, spacedCode, stageAddress } from '../browser/addresses.ts';
import { knownRoom } from '../browser/known-rooms.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Qr } from '../parts/qr.tsx';
import { words } from '../words/words.ts';
import './room-side.css';

/** How people come in: code, QR, links. */
export function RoomSide({
  state: { room, present },
  moderatorKey,
}: {
  state: RoomState;
  moderatorKey: string;
}) {
  const { code } = room;
  return (
    <aside class="room-side">
      <Qr address={audienceAddress(code)} />
      <div>
        <p class="soft">{words('room.joinAt', { host: location.host })}</p>
        <p class="code figures">{spacedCode(code)}</p>
        <p class="soft figures">{words('room.presentLong', { count: present })}</p>
      </div>
      <div class="links">
        <h2>{words('moderate.links')}</h2>
        <ul>
          <LinkRow name={words('moderate.audienceLink')} address={audienceAddress(code)} isOpenable />
          <LinkRow
            name={words('moderate.stageLink')}
            address={stageAddress(code, knownRoom(code)?.viewerKey)}
            isOpenable
          />
          <LinkRow name={words('moderate.ownLink')} address={moderatorAddress(code, moderatorKey)} />
        </ul>
        <p class="small soft">{words('moderate.ownLinkHint')}</p>
      </div>
    </aside>
  );
}

function LinkRow({
  name,
  address,
  isOpenable = false,
}: {
  name: string;
  address: string;
  isOpenable?: boolean;
}) {
  return (
    <li>
      <span class="name">{name}</span>
      {isOpenable && (
        <a
          class="button"
          data-look="bare"
          href={address}
          target="_blank"
          rel="noreferrer"
          aria-label={words('moderate.copyOf', { action: words('moderate.openLink'), link: name })}
        >
          {words('moderate.openLink')}
        </a>
      )}
      <CopyButton name={name} text={address} />
    </li>
  );
}
