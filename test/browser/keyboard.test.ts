import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { screens, see, seeButton } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const { visit } = useBrowser();
let app: TestApp;
let hall: Hall | undefined;
beforeAll(async () => {
  app = await openTestApp();
});
afterEach(() => {
  hall?.moderator.close();
  hall = undefined;
});
afterAll(() => app.close());

test('a moderator opens, hides, shows and closes with the focus anywhere on the page', async () => {
  hall = await draftHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  await seeButton(page, 'Open voting');
  await page.keyboard.press('Space');
  await seeButton(page, 'Close voting');
  await page.keyboard.press('h');
  await see(page, 'Only you see the result');
  await page.keyboard.press('h');
  await see(page, 'Everybody sees the result');
  await page.keyboard.press('Space');
  await page
    .getByRole('button', { name: /^New poll/ })
    .first()
    .waitFor();
  expect((await hall.moderator.ask('poll:get', { id: hall.poll.id })).poll.status).toBe('closed');
});

test('the focus stays on the main button while it turns from Open to Close', async () => {
  hall = await draftHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  await page.getByRole('button', { name: /^Open voting/ }).focus();
  await page.keyboard.press('Space');
  await seeButton(page, 'Close voting');
  await page.keyboard.press('Space');
  await page.locator('.status[data-status="closed"]').first().waitFor();
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('main');
});

test('a new poll is written with Enter from option to option', async () => {
  hall = await draftHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  await seeButton(page, 'Open voting');
  await page.keyboard.press('n');
  await page.getByLabel('Question', { exact: true }).waitFor();
  await page.keyboard.type('Which day?');
  await page.getByLabel('Option 1', { exact: true }).focus();
  for (const day of ['Monday', 'Tuesday', 'Friday']) {
    await page.keyboard.type(day);
    if (day !== 'Friday') await page.keyboard.press('Enter');
  }
  await page.getByRole('button', { name: 'Add poll' }).focus();
  await page.keyboard.press('Enter');
  await see(page, 'Monday', 'Tuesday', 'Friday');
  await page.getByRole('heading', { name: 'Which day?' }).waitFor();
});

test('a voter finds the options by Tab, votes by Space, and changes by arrow', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.audience(app.url, hall));
  await see(page, 'Tea or coffee?');
  const tea = page.getByRole('radio', { name: 'Tea' });
  for (
    let tabs = 0;
    tabs < 5 && !(await tea.evaluate((radio) => radio === document.activeElement));
    tabs += 1
  )
    await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await see(page, 'Counted');
  await page.keyboard.press('ArrowDown');
  await hall.moderator.next('poll:tally', ({ bins }) => bins.o2 === 1 && bins.o1 === 0);
  expect(await page.getByRole('radio', { name: 'Coffee' }).isChecked()).toBe(true);
});
