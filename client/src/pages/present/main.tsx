import { codeInAddress } from '../browser/addresses.ts';
import { keyInAddress, knownRoom } from '../browser/known-rooms.ts';
import { openLiveRoom } from '../live/live-room.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Present } from './present.tsx';
import './present.css';

const code = codeInAddress();
await showPage(
  code === null ? (
    <NoRoom code={null} />
  ) : (
    <Present live={openLiveRoom({ code, key: keyOf(code), view: 'stage' })} />
  ),
);

/** Without any key the stage shows what the audience may see. */
function keyOf(code: string): string | null {
  const known = knownRoom(code);
  return keyInAddress() ?? known?.viewerKey ?? known?.moderatorKey ?? null;
}
