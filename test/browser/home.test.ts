import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { press, screens, see, seeButton, seeNot } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const PLAIN = { javaScriptEnabled: false };

// Chromium tells of the page that is not there.
const { visit } = useBrowser({ mayComplain: /status of 40[04]/ });
let app: TestApp;
let hall: Hall | undefined;
beforeEach(async () => {
  app = await openTestApp();
});
afterEach(async () => {
  hall?.moderator.close();
  hall = undefined;
  await app.close();
});

test('a code is read however it is typed, and out of a pasted link', async () => {
  hall = await openHall(app.url);
  const { code } = hall;
  const page = await visit(app.url);
  await page.getByLabel('Join code').fill('no code');
  await press(page, 'Join');
  await page.getByRole('alert').waitFor();
  for (const typed of [
    `${code.slice(0, 2)} ${code.slice(2)}`.toLowerCase(),
    screens.moderator(app.url, hall),
  ]) {
    await page.goto(app.url);
    await page.getByLabel('Join code').fill(typed);
    await press(page, 'Join');
    await page.waitForURL(`${app.url}/r/${code}`);
    await see(page, 'Tea or coffee?');
  }
});

test('a room starts from its first question, and its moderator link is shown until it is saved', async () => {
  const page = await visit(app.url);
  await page.getByLabel('Title of the room').fill('Hall 1');
  await page.getByLabel('First question').fill('Tea or coffee?');
  await page.getByLabel('Option 1', { exact: true }).fill('Tea');
  await page.getByLabel('Option 2', { exact: true }).fill('Coffee');
  await press(page, 'Start the room');
  await page.waitForURL(/\/moderate#mk_/);
  expect(await page.getByLabel('Save the moderator link').last().inputValue()).toBe(page.url());
  await expectAccessible(page);
  await page.reload();
  await see(page, 'Save the moderator link');
  await press(page, 'I have saved it');
  await seeNot(page, 'Save the moderator link');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  await page.reload();
  await seeButton(page, 'Open voting');
  await seeNot(page, 'Save the moderator link');
});

test('a recent room can be taken off the list and put back, and all can be forgotten', async () => {
  const page = await visit(app.url);
  hall = await draftHall(app.url);
  await page.goto(screens.moderator(app.url, hall));
  await seeButton(page, 'Open voting');
  const other = await draftHall(app.url);
  await page.goto(screens.audience(app.url, other));
  await see(page, 'Stay here');
  await page.goto(app.url);
  expect(await recentCodes(page)).toEqual([other.code, hall.code]);

  await page.getByRole('button', { name: 'Remove Hall 1 from this list' }).last().click();
  await see(
    page,
    'Hall 1 is off the list. Without a saved moderator link nobody can moderate them any more.',
  );
  await expectAccessible(page);
  expect(await recentCodes(page)).toEqual([other.code]);
  await press(page, 'Undo');
  expect(await recentCodes(page)).toEqual([other.code, hall.code]);
  await press(page, 'Forget all');
  expect(await recentCodes(page)).toEqual([]);
  await page.reload();
  await see(page, 'Ask the room');
  await seeNot(page, 'Your recent rooms');
  other.moderator.close();
});

test('without JavaScript a wrong code is told, and questions off stage are offered', async () => {
  hall = await draftHall(app.url);
  const page = await visit(app.url, PLAIN);
  await page.getByLabel('Join code').fill('no code');
  await press(page, 'Join');
  await see(
    page,
    'A join code has six letters and digits, like K7M 4RX, but never A, E, I, O, U nor 0, 1, 2, 5, 8.',
  );
  await page.goto(`${app.url}/r/999999`);
  await see(page, 'There is no room with this code.');
  await hall.moderator.ask('poll:open', { id: hall.poll.id });
  await hall.moderator.ask('room:update', { code: hall.code, stage: null });
  await page.goto(screens.audience(app.url, hall));
  await see(page, '1 open question');
  await page.getByRole('link', { name: 'Tea or coffee?' }).click();
  await page.getByRole('radio', { name: 'Tea' }).waitFor();
});

function recentCodes(page: Page): Promise<string[]> {
  return page
    .locator('.recent li .figures')
    .evaluateAll((codes) => codes.map(({ textContent }) => textContent.replace(/\s/g, '')));
}
