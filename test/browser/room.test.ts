import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { press, screens, see, seeNot, seeRow } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

describeOnStores('a room in the browser', (open) => {
  // A server that is away is what one of the tests is about.
  const { visit } = useBrowser({ mayComplain: CUT_LINES });
  let app: TestApp;
  let hall: Hall | undefined;
  beforeEach(async () => {
    app = await open();
  });
  afterEach(async () => {
    hall?.moderator.close();
    hall = undefined;
    await app.close();
  });

  test('[H1] a hidden result leaves the screens of the audience and the wall, and comes back when it is shown', async () => {
    hall = await openHall(app.url, { settings: { changeable: false } });
    const [moderator, voter, stage] = await Promise.all([
      visit(screens.moderator(app.url, hall)),
      visit(screens.audience(app.url, hall)),
      visit(screens.stage(app.url, hall)),
    ]);
    await voter.getByRole('radio', { name: 'Tea' }).click();
    await press(voter, 'Send answer');
    await see(voter, 'Counted', 'Thank you. It can’t be changed.', '1 (100%)');
    await see(stage, '100%');

    await press(moderator, 'Hide result');
    await see(moderator, 'Only you see the result', '1 (100%)');
    await seeNot([voter, stage], '1 (100%)', '100%');
    await see(voter, 'The result is not shown yet.', 'Your answer');
    await see(stage, '1 has voted');
    await press(moderator, 'Close voting');
    await see(voter, 'Voting is closed.', 'The result is not shown yet.');
    await seeRow(voter, 'Tea', 'Your answer');

    await press(moderator, 'Show result');
    await see(voter, '1 (100%)', '0 (0%)');
    await see(stage, '100%', '1 vote');
  });

  test('[R3] [B1] screens outlive a restart, and a vote given meanwhile is counted once', async () => {
    hall = await openHall(app.url);
    const [moderator, voter, stage] = await Promise.all([
      visit(screens.moderator(app.url, hall)),
      visit(screens.audience(app.url, hall)),
      visit(screens.stage(app.url, hall)),
    ]);
    await voter.getByRole('radio', { name: 'Coffee' }).click();
    await see(voter, 'Counted');
    await see(stage, '1 vote');

    await app.stop();
    await see([moderator, voter, stage], 'The server is restarting. Trying again…');
    await voter.getByRole('radio', { name: 'Tea' }).click();
    await see(voter, 'Not sent yet, trying again');
    const late = await visit('about:blank');
    await app.start();

    await see(voter, 'Counted', '1 (100%)');
    await seeNot([moderator, voter, stage], 'The server is restarting. Trying again…');
    await see(stage, '1 vote', '100%');
    await late.goto(screens.audience(app.url, hall));
    await late.getByRole('radio', { name: 'Coffee' }).click();
    await seeRow([moderator, voter, late], 'Tea', '1 (50%)');
    await seeRow([moderator, voter, late], 'Coffee', '1 (50%)');
    await see(stage, '2 votes');
    const audit = await app.store.ballots.audit(hall.poll.id);
    expect(audit!.recounted).toEqual({ voters: 2, bins: { o1: 1, o2: 1 } });
  });
});
