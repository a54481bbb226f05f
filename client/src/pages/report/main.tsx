import { codeInAddress } from '../browser/addresses.ts';
import { viewingKey } from '../browser/known-rooms.ts';
import { NoRoom } from '../parts/no-room.tsx';
import { showPage } from '../parts/page.tsx';
import { Report } from './report.tsx';

const code = codeInAddress();
await showPage(code === null ? <NoRoom code={null} /> : <Report code={code} secret={viewingKey(code)} />);
