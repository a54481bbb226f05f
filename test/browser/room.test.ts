import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { press, screens, see, seeNot, seeRow } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

describeOnStores('a room in the browser', (open) => {
  // A server that is away is what one of the tests is about.
  const { visit } = useBrowser({ mayComplain: /ERR_CONNECTION_REFUSED/ });
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

  test('[T2] what the moderator and the voters do is on every screen at once, to the final result', async () => {
    const moderator = await visit(app.url);
    await moderator.getByLabel('Title of the room').fill('Hall 1');
    await moderator.getByLabel('First question').fill('Tea or coffee?');
    await moderator.getByLabel('Option 1', { exact: true }).fill('Tea');
    await moderator.getByLabel('Option 2', { exact: true }).fill('Coffee');
    await press(moderator, 'Start the room');
    await moderator.waitForURL(/\/r\/\w{6}\/moderate#mk_/);
    const code = new URL(moderator.url()).pathname.split('/')[2]!;

    const voter = await visit(app.url);
    await voter.getByLabel('Join code').fill(`${code.slice(0, 3)}-${code.slice(3)} `.toLowerCase());
    await press(voter, 'Join');
    await voter.waitForURL(`${app.url}/r/${code}`);
    await see(voter, 'Stay here');
    const stageLink = moderator.getByRole('link', { name: 'Open: Stage' });
    const stage = await visit((await stageLink.getAttribute('href'))!);
    await see(stage, 'Hall 1', `${code.slice(0, 3)}\u00a0${code.slice(3)}`);

    await press(moderator, 'Open voting');
    await see([voter, stage], 'Tea or coffee?');
    await voter.getByRole('radio', { name: 'Tea' }).click();
    await see(voter, 'Counted', 'Your answer', '1 (100%)');
    await see(moderator, '1 (100%)', '0 (0%)');
    await see(stage, '1 vote', '100%');

    await voter.getByRole('radio', { name: 'Coffee' }).click();
    await seeRow([voter, moderator], 'Coffee', '1 (100%)');
    await seeRow(stage, 'Coffee', '100%', '1');
    await press(voter, 'Withdraw');
    await see(voter, 'Withdrawn. You can answer again.');
    await see(stage, '0 votes');
    await voter.getByRole('radio', { name: 'Coffee' }).click();
    await see(stage, '1 vote');

    await press(moderator, 'Close voting');
    await see(voter, 'Voting is closed.', '1 (100%)', '0 (0%)', 'Your answer');
    await see([moderator, stage], 'Closed');
    expect(await voter.getByRole('radio').count()).toBe(0);
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
