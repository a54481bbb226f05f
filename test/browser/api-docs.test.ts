import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { commands, pushes } from '@pollcast/shared';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

/** It is by far the longest page. */
jest.setTimeout(120_000);

const { visit } = useBrowser();
let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

test('[W1] the page of the API tells of every command and push, and each link on it leads somewhere', async () => {
  const page = await visit(`${app.url}/docs/api`, { javaScriptEnabled: false });
  const entries = await page.locator('.entry > h3').allTextContents();
  expect(entries).toEqual(expect.arrayContaining([...Object.keys(commands), ...Object.keys(pushes)]));
  const targets = await page
    .locator('article a[href^="#"], nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => `#${id}`));
  expect(new Set(ids).size).toBe(ids.length);
  expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
});

const openExamples = (page: Page) =>
  page.locator('details').evaluateAll((all) => {
    for (const each of all) each.setAttribute('open', '');
  });

test.each([390, 1440])('nothing leaves it sideways at %i', async (width) => {
  const page = await visit(`${app.url}/docs/api`, { viewport: { width, height: 900 } });
  await openExamples(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
});

test('axe finds nothing on it, and the start page leads to it', async () => {
  const page = await visit(app.url, { viewport: { width: 390, height: 844 } });
  await page.getByRole('link', { name: 'For programs: the API' }).click();
  await page.getByRole('heading', { name: 'Pollcast API' }).waitFor();
  await openExamples(page);
  await expectAccessible(page);
});
