import { codeInAddress } from '../browser/addresses.ts';
import { keyInAddress, knownRoom } from '../browser/known-rooms.ts';
import { openLiveRoom } from '../live/live-room.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Board } from './board.tsx';
import { openPaces } from './paces.ts';

const code = codeInAddress();
await showPage(code === null ? <NoRoom code={null} /> : boardOf(code));

/** With a key everything of the room; without any what the audience may see. */
function boardOf(code: string) {
  const known = knownRoom(code);
  const key = keyInAddress() ?? known?.viewerKey ?? known?.moderatorKey ?? null;
  const live = openLiveRoom({ code, key });
  return <Board live={live} paces={openPaces(live)} />;
}
