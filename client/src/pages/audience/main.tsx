import { codeInAddress } from '../browser/addresses.ts';
import { openLiveRoom } from '../live/live-room.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Audience } from './audience.tsx';
import './audience.css';

const code = codeInAddress();
await showPage(code === null ? <NoRoom code={null} /> : <Audience live={openLiveRoom({ code })} />);
