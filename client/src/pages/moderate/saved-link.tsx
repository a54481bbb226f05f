import { useState } from 'preact/hooks';
import { moderatorAddress } from '../browser/addresses.ts';
import { knownRoom, rememberLinkSaved } from '../browser/known-rooms.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { words } from '../words/words.ts';
import './saved-link.css';

/** After a room was started here: its moderator link, until it is said to be saved. */
export function SavedLink({ code, moderatorKey }: { code: string; moderatorKey: string }) {
  const [isDue, setIsDue] = useState(() => knownRoom(code)?.isLinkUnsaved === true);
  if (!isDue) return null;
  const address = moderatorAddress(code, moderatorKey);
  const dismiss = () => {
    rememberLinkSaved(code);
    setIsDue(false);
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  };
  return (
    <section class="card saved-link" aria-labelledby="saved-link">
      <h2 id="saved-link">{words('moderate.saveTitle')}</h2>
      <p class="soft">{words('moderate.saveLead')}</p>
      <div class="link-line">
        <input
          readOnly
          dir="ltr"
          value={address}
          aria-labelledby="saved-link"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton name={words('moderate.ownLink')} text={address} />
        <button type="button" class="button" data-look="quiet" onClick={dismiss}>
          {words('moderate.saved')}
        </button>
      </div>
    </section>
  );
}
