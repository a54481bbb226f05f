import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { press, SIZES, screens, see, seeButton, seeNot, seeRow } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import type { TestApp } from '../support/test-app.ts';

describeOnStores('people with a room', (open) => {
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

  /** Starts a room with its first question; leads to its code. */
  async function startRoom(page: Page): Promise<string> {
    await page.getByLabel('Title of the room').fill('Hall 1');
    await page.getByLabel('First question').fill('Tea or coffee?');
    await page.getByLabel('Option 1', { exact: true }).fill('Tea');
    await page.getByLabel('Option 2', { exact: true }).fill('Coffee');
    await press(page, 'Start the room');
    await page.waitForURL(/\/r\/\w{6}\/moderate#mk_/);
    return new URL(page.url()).pathname.split('/')[2]!;
  }

  /** Types the code as people do, on the start page. */
  async function joinByCode(page: Page, code: string): Promise<void> {
    await page.getByLabel('Join code').fill(`${code.slice(0, 3)}-${code.slice(3)} `.toLowerCase());
    await press(page, 'Join');
    await page.waitForURL((url) => url.pathname === `/r/${code}`);
  }

  const answer = (page: Page, label: string) => page.getByRole('radio', { name: label }).click();

  test.each(SIZES)(
    '[T2] [H1] [S2] [S4] take a question from its start to its results, on %s',
    async (_, size) => {
      const moderator = await visit(app.url, size);
      const code = await startRoom(moderator);
      await press(moderator, 'I have saved it');
      const [first, second, third] = [
        await visit(app.url, size),
        await visit(`${app.url}/r/${code}`, size),
        await visit(`${app.url}/r/${code.toLowerCase()}`, size),
      ];
      await joinByCode(first, code);
      const voters = [first, second, third];
      await see(voters, 'Stay here');
      const stage = await visit(
        (await moderator.getByRole('link', { name: 'Open: Stage' }).getAttribute('href'))!,
      );
      await see(stage, 'Hall 1', `${code.slice(0, 3)}\u00a0${code.slice(3)}`);
      await see(moderator, '3 people here');

      await press(moderator, 'Open voting');
      await see([...voters, stage], 'Tea or coffee?');
      await answer(first, 'Tea');
      await see(first, 'Counted', 'Your answer', '1 (100%)');
      await see(stage, '1 vote', '100%');
      await answer(second, 'Coffee');
      await answer(third, 'Coffee');
      await seeRow([...voters, moderator], 'Coffee', '2 (67%)');
      await answer(third, 'Tea');
      await seeRow([...voters, moderator], 'Tea', '2 (67%)');
      await press(second, 'Withdraw');
      await see(second, 'Withdrawn. You can answer again.');
      await see(stage, '2 votes');
      await answer(second, 'Coffee');
      await seeRow([...voters, moderator], 'Coffee', '1 (33%)');

      await press(moderator, 'Hide result');
      await see(moderator, 'Only you see the result', '2 (67%)');
      await see(voters, 'The result is not shown yet.', 'Your answer');
      await see(stage, '3 have voted');
      await seeNot([...voters, stage], '2 (67%)', '67%');
      await press(moderator, 'Show result');
      await seeRow(voters, 'Tea', '2 (67%)');

      await press(moderator, 'Close voting');
      await see(voters, 'Voting is closed.', '2 (67%)', '1 (33%)');
      await see([moderator, stage], 'Closed');
      expect(await first.getByRole('radio').count()).toBe(0);

      await moderator.locator('summary', { hasText: 'Save results' }).click();
      const [file] = await Promise.all([
        moderator.waitForEvent('download'),
        press(moderator, 'CSV: This poll'),
      ]);
      expect(await readFile(await file.path(), 'utf8')).toMatch(/Tea,2,67\r\n.*Coffee,1,33\r\n$/);

      await press(moderator, 'More');
      await press(moderator, 'Reset');
      await moderator.getByText(/^3 votes will be erased for good/).waitFor();
      await press(moderator, 'Erase and reset');
      await see(voters, 'Stay here');
      await press(moderator, 'Open voting');
      await see(stage, '0 votes');
      await answer(first, 'Coffee');
      await seeRow([first, moderator], 'Coffee', '1 (100%)');
    },
  );

  test.each(SIZES)('[B1] [B3] vote on %s while the connection is lost, and once', async (_, size) => {
    hall = await openHall(app.url);
    const port = Number(new URL(app.url).port);
    const line = await openTcpProxy(port);
    try {
      const voter = await visit(screens.audience(`http://127.0.0.1:${line.port}`, hall), size);
      const stage = await visit(screens.stage(app.url, hall));
      await answer(voter, 'Coffee');
      await see(voter, 'Counted');

      // Nothing listens there.
      line.target = '/nowhere';
      line.cut();
      await voter.locator('.connection p').waitFor();
      await answer(voter, 'Tea');
      await see(voter, 'Not sent yet, trying again', 'Tea or coffee?');
      await seeRow(stage, 'Coffee', '100%');
      line.target = port;

      await see(voter, 'Counted');
      await seeRow(voter, 'Tea', '1 (100%)', 'Your answer');
      await see(stage, '1 vote');
      await seeRow(stage, 'Tea', '100%');
      const audit = await app.store.ballots.audit(hall.poll.id);
      expect(audit!.recounted).toEqual({ voters: 1, bins: { o1: 1 } });
    } finally {
      await line.close();
    }
  });

  test.each(SIZES)('[C7] [T2] moderate in twos, one of them on %s', async (_, size) => {
    hall = await draftHall(app.url);
    const [one, other] = [
      await visit(screens.moderator(app.url, hall), size),
      await visit(screens.moderator(app.url, hall)),
    ];
    await Promise.all([one, other].map((page) => seeButton(page, 'Open voting')));
    await press(one, 'Edit');
    await one.getByLabel('Question', { exact: true }).fill('Tea, or coffee?');
    await press(one, 'Save');
    await other.getByRole('heading', { name: 'Tea, or coffee?' }).waitFor();
    await press(other, 'Open voting');
    await seeButton(one, 'Close voting');
    const voter = await visit(screens.audience(app.url, hall));
    await answer(voter, 'Tea');
    await seeRow([one, other], 'Tea', '1 (100%)');
    await press(one, 'Hide result');
    await see([one, other], 'Only you see the result');
    await press(other, 'Close voting');
    await see(one, 'Closed');
    await press(one, 'Show result');
    await see([one, other], 'Everybody sees the result');
    await seeRow(voter, 'Tea', '1 (100%)');
  });

  test.each(SIZES)(
    '[C4] [S2] vote without JavaScript, from the code to the result, on %s',
    async (_, size) => {
      hall = await draftHall(app.url);
      const { id } = hall.poll;
      const voter = await visit(app.url, { ...size, javaScriptEnabled: false });
      await joinByCode(voter, hall.code);
      await voter.getByRole('heading', { name: 'Stay here' }).waitFor();
      await hall.moderator.ask('poll:open', { id });
      await voter.getByRole('link', { name: 'Look again' }).click();
      await voter.getByRole('radio', { name: 'Tea' }).check();
      await press(voter, 'Send answer');
      await see(voter, 'Your answer is counted.', '1 vote');
      await seeRow(voter, 'Tea', '1 (100%)', 'Your answer');
      await voter.getByRole('radio', { name: 'Coffee' }).check();
      await press(voter, 'Change answer');
      await seeRow(voter, 'Coffee', '1 (100%)', 'Your answer');
      await seeRow(voter, 'Tea', '0 (0%)');
      await hall.moderator.ask('poll:close', { id });
      await voter.reload();
      await see(voter, 'Voting is closed.', '1 vote');
      expect(await voter.getByRole('radio').count()).toBe(0);
      const overflow = await voter.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );
});
