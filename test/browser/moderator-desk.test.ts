import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { press, screens, see, seeButton } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const { visit } = useBrowser();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
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

const current = async ({ moderator, poll }: Hall) => (await moderator.ask('poll:get', { id: poll.id })).poll;

test('[S1] the main button leads through a poll: open, close, show the result, next', async () => {
  hall = await draftHall(app.url, { settings: { results: 'moderators' } });
  await hall.moderator.ask('poll:create', { code: hall.code, kind: 'rating', question: 'How was it?' });
  const page = await visit(screens.moderator(app.url, hall));
  for (const step of ['Open voting', 'Close voting', 'Show result', 'Next poll']) {
    await page.locator('.main').filter({ hasText: step }).click();
  }
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  await see(page, 'On stage');
  await seeButton(page, 'Open voting');
});

test('[S3] an open poll gets a time, sees it run down, and gets half a minute more', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  await press(page, 'Set a time');
  await press(page, '10 minutes');
  await page.getByText(/^(10:00|9:\d\d) left$/).waitFor();
  const { closesAt } = await current(hall);
  await press(page, 'Add 30 seconds');
  const longer = await until(async () => {
    const now = await current(hall!);
    return now.closesAt === closesAt ? null : now.closesAt;
  });
  // Both commands count from when they came in, so the pages' clocks do not matter.
  expect(longer - closesAt!).toBeGreaterThan(20_000);
  expect(longer - closesAt!).toBeLessThan(40_000);
  await page.getByText(/^10:\d\d left$/).waitFor();
});

test('sorting by result puts the greatest first for the moderator alone, and back', async () => {
  hall = await openHall(app.url);
  await hall.moderator.ask('ballot:cast', { id: hall.poll.id, answer: choose('o2') });
  const page = await visit(screens.moderator(app.url, hall));
  const labels = () => page.locator('.bars .label').allTextContents();
  await see(page, '1 (100%)');
  expect(await labels()).toEqual(['Tea', 'Coffee']);
  const sort = page.getByRole('button', { name: 'Sort by result', pressed: false });
  await sort.click();
  await page.getByRole('button', { name: 'Sort by result', pressed: true }).waitFor();
  expect(await labels()).toEqual(['Coffee', 'Tea']);
  await press(page, 'Sort by result');
  await sort.waitFor();
  expect(await labels()).toEqual(['Tea', 'Coffee']);
});

test('[S4] a reset says how many votes it erases, and erases them only when told to', async () => {
  hall = await openHall(app.url);
  await hall.moderator.ask('ballot:cast', { id: hall.poll.id, answer: choose('o2') });
  const page = await visit(screens.moderator(app.url, hall));
  await see(page, '1 (100%)');
  await press(page, 'More');
  await press(page, 'Reset');
  await see(page, '1 vote will be erased for good. The poll becomes a draft again.');
  await press(page, 'Keep it');
  await see(page, '1 (100%)');
  await press(page, 'More');
  await press(page, 'Reset');
  await press(page, 'Erase and reset');
  await seeButton(page, 'Open voting');
  expect(await current(hall)).toMatchObject({ status: 'draft', round: 2 });
});

test('on a phone the list is folded, and the main button is in reach however long the question', async () => {
  const options = Array.from({ length: 12 }, (_, index) => ({ label: `${index} `.padEnd(200, 'long ') }));
  hall = await openHall(app.url, { question: 'Why? '.repeat(60).trim(), options });
  await hall.moderator.ask('poll:create', { code: hall.code, kind: 'rating', question: 'How was it?' });
  const page = await visit(screens.moderator(app.url, hall), PHONE);
  const main = page.getByRole('button', { name: 'Close voting' });
  await main.waitFor();
  const { y, height } = (await main.boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(PHONE.viewport.height);
  expect(height).toBeGreaterThanOrEqual(48);

  const other = page.getByRole('button', { name: /^How was it\?/ });
  expect(await other.isVisible()).toBe(false);
  await page.getByRole('button', { name: 'Polls 1 of 2' }).click();
  await other.click();
  await page.getByRole('heading', { name: 'How was it?' }).waitFor();
  await other.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Polls 2 of 2', expanded: false }).waitFor();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('nothing sticks out sideways at 320 px, with the editor open and in German', async () => {
  hall = await draftHall(app.url, { question: 'Donaudampfschifffahrtsgesellschaft?', settings: { max: 2 } });
  const address = screens.moderator(app.url, hall).replace('/moderate', '/moderate?lang=de');
  const page = await visit(address, { viewport: { width: 320, height: 640 }, hasTouch: true });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await seeButton(page, 'Abstimmung öffnen');
  expect(await overflow()).toBeLessThanOrEqual(0);
  await press(page, 'Bearbeiten');
  await page.getByRole('textbox', { name: 'Frage' }).waitFor();
  expect(await overflow()).toBeLessThanOrEqual(0);
});
