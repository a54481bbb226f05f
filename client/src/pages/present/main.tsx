import { codeInAddress } from '../browser/addresses.ts';
import { viewingKey } from '../browser/known-rooms.ts';
import { openLiveRoom } from '../live/live-room.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Overlay } from './overlay.tsx';
import { Present } from './present.tsx';
import './present.css';
import './staged-poll.css';

const code = codeInAddress();
const isTransparent = new URLSearchParams(location.search).has('transparent');
document.documentElement.toggleAttribute('data-transparent', isTransparent);
// What is fitted to the wall in another font would be fitted twice.
await document.fonts.load('1em "Inter Variable"').catch(() => undefined);
await showPage(pageFor(code));

/** Without any key the stage shows what the audience may see. */
function pageFor(code: string | null) {
  if (code === null) return <NoRoom code={null} />;
  const live = openLiveRoom({ code, key: viewingKey(code), view: 'stage' });
  return isTransparent ? <Overlay live={live} /> : <Present live={live} />;
}
