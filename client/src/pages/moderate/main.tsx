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

if (code === null) showPage(<NoRoom code={null} />);
else show(code, keyInAddress() ?? knownRoom(code)?.moderatorKey ?? null);

function show(code: string, key: string | null): void {
  if (key === null) {
    showPage(<NoKey code={code} isWrong={false} />);
    return;
  }
  const desk = openDesk(code, key);
  const remember = (title: string) => rememberRoom({ code, title, moderatorKey: key });
  showPage(<Moderate desk={desk} moderatorKey={key} onJoined={remember} />);
}
