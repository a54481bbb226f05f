import { afterAll, beforeAll, test } from '@jest/globals';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall } from '../support/hall.ts';
import { press, screens, see, seeRow } from '../support/screens.ts';
import { startTwoNodes, type TwoNodes } from '../support/two-nodes.ts';

// Those on the node that dies notice.
const { visit } = useBrowser({ mayComplain: CUT_LINES });
let cluster: TwoNodes;
beforeAll(async () => {
  cluster = await startTwoNodes();
});
afterAll(() => cluster.close());

test('[N2] browsers behind the proxy see each other live, also after their node was killed', async () => {
  const { url, nodes } = cluster;
  const hall = await draftHall(url);
  hall.moderator.close();
  const moderator = await visit(screens.moderator(url, hall));
  const voters = [
    await visit(screens.audience(url, hall)),
    await visit(screens.audience(url, hall)),
  ] as const;
  const stage = await visit(screens.stage(url, hall));
  await see([...voters], 'Stay here');
  const everybody = [moderator, ...voters];

  await press(moderator, 'Open voting');
  await voters[0].getByRole('radio', { name: 'Tea' }).click();
  await voters[1].getByRole('radio', { name: 'Coffee' }).click();
  await seeRow(everybody, 'Tea', '1 (50%)');

  await nodes[0].end('SIGKILL');
  await voters[0].getByRole('radio', { name: 'Coffee' }).click();
  await seeRow(everybody, 'Coffee', '2 (100%)');
  await see(stage, '2 votes');
  await press(moderator, 'Close voting');
  await see([...voters], 'Voting is closed.');
});
