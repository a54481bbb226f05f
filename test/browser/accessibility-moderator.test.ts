import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { press, screens, see, seeButton } from '../support/screens.ts';
import { describeInDirections } from '../support/spoken.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

describeInDirections('axe finds nothing on the moderator page', ({ locale, words, figure }) => {
  // Dead keys, and a line that is cut, are what one of the tests is about.
  const browser = useBrowser({ mayComplain: [CUT_LINES, /status of 40[134]/] });
  let app: TestApp;
  let hall: Hall;
  beforeAll(async () => {
    app = await openTestApp();
  });
  afterEach(() => hall.moderator.close());
  afterAll(() => app.close());

  const visit = (address: string): Promise<Page> => browser.visit(address, { locale });
  const unfoldAll = async (page: Page) => {
    for (const summary of await page.locator('.fold summary').all()) await summary.click();
  };

  test('[L7] with a draft, its editor, an open poll, a hidden result and the list of keys', async () => {
    hall = await draftHall(app.url);
    const page = await visit(screens.moderator(app.url, hall));
    await seeButton(page, words('moderate.open'));
    await expectAccessible(page);
    await press(page, words('moderate.edit'));
    await see(page, words('edit.editTitle'));
    await expectAccessible(page);
    await press(page, words('edit.cancel'));
    await press(page, words('moderate.open'));
    await seeButton(page, words('moderate.close'));
    await hall.moderator.ask('ballot:cast', { id: hall.poll.id, answer: choose('o1') });
    await see(page, figure(1, 100));
    await expectAccessible(page);
    await page.keyboard.press('h');
    await see(page, words('moderate.visibleNone'));
    await expectAccessible(page);
    await page.keyboard.press('?');
    await see(page, words('moderate.keysTitle'));
    await expectAccessible(page);
  });

  test('[L7] closed, reset, deleted, without the key and with a wrong one', async () => {
    hall = await openHall(app.url);
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    const page = await visit(screens.moderator(app.url, hall));
    await see(page, figure(0, 0));
    await expectAccessible(page);
    await press(page, words('moderate.more'));
    await expectAccessible(page);
    await press(page, words('moderate.reset'));
    await see(page, words('moderate.resetTitle'));
    await expectAccessible(page);
    await press(page, words('moderate.keep'));
    await press(page, words('moderate.more'));
    await press(page, words('moderate.delete'));
    await see(page, words('moderate.deleted'), words('moderate.empty'));
    await expectAccessible(page);

    const keyless = await visit(`${app.url}/r/${hall.code}/moderate`);
    await see(keyless, words('moderate.noKey'));
    await press(keyless, words('moderate.useKey'));
    await see(keyless, words('moderate.keyFault'));
    await expectAccessible(keyless);
    const wrong = await visit(`${app.url}/r/${hall.code}/moderate#mk_${hall.code}_${'x'.repeat(43)}`);
    await see(wrong, words('moderate.wrongKey'));
    await expectAccessible(wrong);
  });

  test('[L7] with everything unfolded, the title being written, and each of the dialogs of a room', async () => {
    hall = await openHall(app.url);
    const page = await visit(screens.moderator(app.url, hall));
    await seeButton(page, words('moderate.close'));
    await unfoldAll(page);
    await expectAccessible(page);
    await press(page, words('settings.rename'));
    await page.getByLabel(words('home.roomTitle')).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await press(page, words('settings.delete'));
    await press(page, words('settings.deleteDo'));
    await see(page, words('settings.deleteWrong'));
    await expectAccessible(page);
    await press(page, words('moderate.keep'));
    await press(page, words('settings.newViewerLinks'));
    await press(page, words('settings.replace'));
    await see(page, words('settings.newLinks'));
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await press(page, words('settings.newModeratorLink'));
    await see(page, words('settings.moderatorTitle'));
    await expectAccessible(page);
  });

  test('[L7] when it is offline, and cut off by a new key', async () => {
    hall = await openHall(app.url);
    const line = await openTcpProxy(Number(new URL(app.url).port));
    const page = await visit(screens.moderator(`http://127.0.0.1:${line.port}`, hall));
    await seeButton(page, words('moderate.close'));
    line.target = '/nowhere';
    line.cut();
    await page.locator('.connection p').waitFor();
    await expectAccessible(page);
    await line.close();

    const other = await visit(screens.moderator(app.url, hall));
    await seeButton(other, words('moderate.close'));
    await hall.moderator.ask('room:rekey', { code: hall.code, which: 'moderator' });
    await see(other, words('settings.wasReplaced'));
    await expectAccessible(other);
  });

  test('[L7] when the room was deleted', async () => {
    hall = await openHall(app.url);
    const page = await visit(screens.moderator(app.url, hall));
    await seeButton(page, words('moderate.close'));
    await hall.moderator.ask('room:delete', { code: hall.code });
    await see(page, words('audience.roomGone'));
    await expectAccessible(page);
  });
});
