import { codeInAddress } from '../browser/addresses.ts';
import { viewingKey } from '../browser/known-rooms.ts';
import { openGlances, openLiveRoom } from '../live/live-room.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Board } from './board.tsx';
import { openPaces } from './paces.ts';

/** So often a tile looks at its poll: the eye follows no more on so many of them. */
const GLANCE_MS = 500;

const code = codeInAddress();
await showPage(code === null ? <NoRoom code={null} /> : boardOf(code));

/** With a key everything of the room; without any what the audience may see. */
function boardOf(code: string) {
  const live = openLiveRoom({ code, key: viewingKey(code) });
  return <Board live={live} glance={openGlances(live, GLANCE_MS)} paces={openPaces(live)} />;
}
