import { codeInAddress } from '../browser/addresses.ts';
import { loadViews } from '../kinds/use-views.ts';
import { openLiveRoom } from '../live/live-room.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Audience } from './audience.tsx';
import { keepUnsent } from './unsent.ts';
import './audience.css';

const code = codeInAddress();
if (code === null) await showPage(<NoRoom code={null} />);
else await show(code);

async function show(code: string): Promise<void> {
  const live = openLiveRoom({ code });
  keepUnsent(live);
  // What most polls are is there before the room is joined.
  void loadViews(['choice', 'rating'], 'answer').catch(() => undefined);
  await showPage(<Audience live={live} />);
}
