import { codeInAddress } from '../browser/addresses.ts';
import { keyInAddress, knownRoom } from '../browser/known-rooms.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Report } from './report.tsx';

const code = codeInAddress();
await showPage(code === null ? <NoRoom code={null} /> : <Report code={code} secret={keyOf(code)} />);

/** Without any key it is what this browser's voter may see. */
function keyOf(room: string): string | null {
  const known = knownRoom(room);
  return keyInAddress() ?? known?.viewerKey ?? known?.moderatorKey ?? null;
}
