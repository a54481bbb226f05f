import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { SIZES, see, seeButton, seeRow } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const MOST_TABS = 60;

/** Presses Tab until the focus is on what matches, as somebody without a pointer does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  const isThere = () => page.evaluate((wanted) => document.activeElement?.matches(wanted), selector);
  for (let tabs = 0; tabs < MOST_TABS && !(await isThere()); tabs += 1) await page.keyboard.press('Tab');
  expect(await isThere()).toBe(true);
}

const WORKS_MS = 5_000;

/** Presses a key until it has worked: while one command is under way the page takes no other. */
async function pressUntil(page: Page, key: string, text: string): Promise<void> {
  const place = page.getByText(text, { exact: true }).filter({ visible: true }).first();
  await until(async () => {
    await page.keyboard.press(key);
    return place.waitFor({ timeout: WORKS_MS }).then(
      () => true,
      () => false,
    );
  });
}

/** What had the focus may have gone; something on the page has it all the same. */
async function expectFocusKept(page: Page): Promise<void> {
  await page.waitForFunction(() => document.activeElement !== document.body);
}

describeOnStores('a moderator without a pointer', (open) => {
  const { visit } = useBrowser();
  let app: TestApp;
  beforeEach(async () => {
    app = await open();
  });
  afterEach(() => app.close());

  test.each(SIZES)(
    '[T2] [H1] [S2] [S4] runs a room from its creation to its results in a file, on %s',
    async (_, size) => {
      const page = await visit(app.url, size);
      const { keyboard } = page;
      const heading = (name: string) => page.getByRole('heading', { name, level: 1 });
      await tabTo(page, '#title');
      await keyboard.type('Hall 1');
      await tabTo(page, '#question');
      await keyboard.type('Tea or coffee?');
      await tabTo(page, '[aria-label="Option 1"]');
      await keyboard.type('Tea');
      await keyboard.press('Enter');
      await keyboard.type('Coffee');
      await tabTo(page, 'form.create-form button[type="submit"]');
      await keyboard.press('Enter');
      await page.waitForURL(/\/moderate#mk_/);
      await seeButton(page, 'Open voting');

      await keyboard.press('n');
      await page.locator('#poll-question:focus').waitFor();
      await keyboard.type('How was it?');
      await tabTo(page, 'input[name="kind"]');
      await keyboard.press('ArrowRight');
      await keyboard.press('Control+Enter');
      await heading('How was it?').waitFor();
      await keyboard.press('Alt+ArrowUp');
      await see(page, 'Moved: now 1 of 2');
      await keyboard.press('Alt+ArrowDown');
      // Where there is little room the list is folded.
      if (await page.locator('.list-toggle').isVisible()) {
        await tabTo(page, '.list-toggle');
        await keyboard.press('Enter');
      }
      await tabTo(page, '#polls li:first-child .poll');
      await keyboard.press('Enter');
      await heading('Tea or coffee?').waitFor();
      await expectFocusKept(page);

      await tabTo(page, '.poll-actions .main');
      await keyboard.press('Space');
      await seeButton(page, 'Close voting');
      const voter = openRawClient(app.url);
      const { polls } = await voter.ask('room:join', { code: new URL(page.url()).pathname.split('/')[2]! });
      await voter.ask('ballot:cast', { id: polls[0]!.poll.id, answer: choose('o2') });
      await seeRow(page, 'Coffee', '1 (100%)');
      await pressUntil(page, 'h', 'Only you see the result');
      await pressUntil(page, 'h', 'Everybody sees the result');
      await pressUntil(page, 'Space', 'Closed');
      await tabTo(page, 'details:has([aria-label="CSV: This poll"]) > summary');
      await keyboard.press('Enter');
      await tabTo(page, '[aria-label="CSV: This poll"]');
      const [file] = await Promise.all([page.waitForEvent('download'), keyboard.press('Enter')]);
      expect(file.suggestedFilename()).toMatch(/\.csv$/);

      await keyboard.press('ArrowRight');
      await heading('How was it?').waitFor();
      await see(page, 'On stage');
      await keyboard.press('ArrowLeft');
      await heading('Tea or coffee?').waitFor();
      await expectFocusKept(page);

      await tabTo(page, '.rest .menu > button');
      await keyboard.press('Enter');
      await tabTo(page, '.rest .menu-items button:nth-last-child(2)');
      await keyboard.press('Enter');
      await tabTo(page, 'dialog [data-look="danger"]');
      await keyboard.press('Enter');
      await seeButton(page, 'Open voting');
      await expectFocusKept(page);

      await tabTo(page, '.rest .menu > button');
      await keyboard.press('Enter');
      await tabTo(page, '.menu-items [data-harm="true"]');
      await keyboard.press('Enter');
      await see(page, 'Poll deleted.');
      await expectFocusKept(page);
      await tabTo(page, '.notice .undo');
      await keyboard.press('Enter');
      await heading('Tea or coffee?').waitFor();
      await expectFocusKept(page);
      voter.close();
    },
  );
});
