import { codeInAddress } from '../browser/addresses.ts';
import { keyInAddress, knownRoom, rememberRoom } from '../browser/known-rooms.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { openDesk } from './desk.ts';
import { Moderate } from './moderate.tsx';
import { NoKey } from './no-key.tsx';
import './moderate.css';

const code = codeInAddress();
// Another key in the fragment of the same page is another moderator: start over.
addEventListener('hashchange', () => location.reload());

if (code === null) await showPage(<NoRoom code={null} />);
else await show(code, keyInAddress() ?? knownRoom(code)?.moderatorKey ?? null);

async function show(code: string, key: string | null): Promise<void> {
  if (key === null) return showPage(<NoKey code={code} why="missing" />);
  const desk = openDesk(code, key);
  const remember = (title: string) => rememberRoom({ code, title, moderatorKey: key });
  await showPage(<Moderate desk={desk} moderatorKey={key} onJoined={remember} />);
}
