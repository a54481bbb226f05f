import { expect, test } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import { closesAfterEach } from '../support/keep.ts';
import { press } from '../support/screens.ts';
import { openTestApp } from '../support/test-app.ts';

// Chromium tells of the refusals.
const { visit } = useBrowser({ mayComplain: /status of 40[13]/ });
const keep = closesAfterEach();

test('[I2] where rooms need the creation key the start page asks for it, and keeps what was written', async () => {
  const app = keep(await openTestApp({ CREATION_KEY: 'only-for-the-house' }));
  const page = await visit(app.url);
  expect(await page.getByLabel('Creation key').count()).toBe(0);
  await page.getByLabel('Title of the room').fill('Hall 1');
  await page.getByLabel('First question').fill('Tea or coffee?');
  await page.getByLabel('Option 1', { exact: true }).fill('Tea');
  await page.getByLabel('Option 2', { exact: true }).fill('Coffee');
  await press(page, 'Start the room');

  await page.getByLabel('Creation key').fill('a guess');
  await press(page, 'Start the room');
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Creation key').fill('only-for-the-house');
  await press(page, 'Start the room');
  await page.waitForURL(/\/moderate#mk_/);
  await page.getByRole('heading', { name: 'Tea or coffee?' }).waitFor();
});
