import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { useDraft } from '../support/draft.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { press, screens, see, seeButton } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';

const PHONE = { viewport: { width: 320, height: 700 }, hasTouch: true };
const WALL = { viewport: { width: 1920, height: 1080 } };

/** A word in a result: one's own words stand in no list that is ordered. */
const inResult = (page: Page, word: string) => page.locator('ol').getByText(word, { exact: true });
const shown = (pages: Page[], word: string) =>
  Promise.all(pages.map((page) => inResult(page, word).first().waitFor({ state: 'attached' })));
const gone = (pages: Page[], word: string) =>
  Promise.all(pages.map((page) => inResult(page, word).first().waitFor({ state: 'detached' })));

async function write(page: Page, ...typed: string[]): Promise<void> {
  for (const [index, word] of typed.entries())
    await page.getByRole('textbox', { name: `Word ${index + 1}` }).fill(word);
}

describeOnStores('a poll of words', (open) => {
  const { visit } = useBrowser();
  const on = useDraft(open);

  /** From the editor of a draft to open voting. */
  async function ask(desk: Page): Promise<void> {
    await press(desk, 'Edit');
    await desk.getByRole('radio', { name: 'Words' }).check();
    await desk.getByLabel('Words a person').selectOption('2');
    await desk.getByLabel('Who sees the result').selectOption('Those who have voted');
    await desk.locator('.poll-preview').getByText('Write up to 2 words.').waitFor();
    await expectAccessible(desk);
    await press(desk, 'Save$');
    await press(desk, 'Open voting');
    await seeButton(desk, 'Close voting');
  }

  test('[K4] goes from the editor to phones and stage; what a moderator hides is gone from every screen at once', async () => {
    const desk = await visit(screens.moderator(on.app.url, on.hall));
    await ask(desk);
    const [phone, wall, board, framed] = await Promise.all([
      visit(screens.audience(on.app.url, on.hall), PHONE),
      visit(screens.stage(on.app.url, on.hall), WALL),
      visit(screens.board(on.app.url, on.hall)),
      visit(`${on.app.url}/embed/${on.hall.poll.id}`),
    ]);

    await write(phone, '\u200b');
    await seeButton(phone, 'Something here is no word');
    await write(phone, ' Trust ', 'Time');
    await see(phone, 'That is all of them');
    await press(phone, 'Send answer');
    await see(phone, 'Counted');
    await shown([phone, wall, board, desk], 'trust');
    expect(await inResult(framed, 'trust').count()).toBe(0);
    await expectAccessible(phone);

    // Changed, withdrawn, and written again.
    await write(phone, 'Trust', 'Z\u200bebra');
    await press(phone, 'Send change');
    await shown([phone, wall, board, desk], 'zebra');
    await gone([phone, wall, board, desk], 'time');
    await press(phone, 'Withdraw');
    await see(desk, '0 votes');
    await gone([wall, board, desk], 'trust');
    await write(phone, 'trust', 'zebra');
    await press(phone, 'Send answer');

    const plain = await visit(screens.poll(on.app.url, on.hall), { javaScriptEnabled: false });
    await plain.getByRole('textbox').first().fill('ZEBRA');
    await press(plain, 'Send answer');
    await see(plain, 'Your answer is counted.');
    await shown([plain], 'zebra');
    expect(await plain.getByRole('textbox').first().inputValue()).toBe('zebra');
    // The live figure's fields, not those of the plain form that it takes the place of.
    await framed.locator('#field-0').fill('zebra');
    await framed.locator('#field-1').fill('shit');
    await press(framed, 'Send answer');
    await shown([framed, phone, wall, board, desk], 'zebra');
    await see([desk, phone], '3 votes');
    await wall.locator('.cloud').getByText('zebra', { exact: true }).waitFor();
    for (const page of [framed, wall, desk]) await expectAccessible(page);

    await press(desk, 'Hide zebra');
    await gone([phone, wall, board, framed, desk], 'zebra');
    await wall.locator('.cloud').getByText('zebra', { exact: true }).waitFor({ state: 'detached' });
    await seeButton(desk, 'Show zebra again');
    await expectAccessible(desk);
    const late = await visit(screens.audience(on.app.url, on.hall), PHONE);
    await write(late, 'rain');
    await press(late, 'Send answer');
    await shown([late, wall], 'rain');
    await press(desk, 'Close voting');
    await see(wall, 'Final result');
    await wall.keyboard.press('r');
    await wall.getByRole('slider').press('Home');
    await wall.getByRole('slider').press('End');
    const [report, results] = await Promise.all([
      visit(screens.report(on.app.url, on.hall)),
      visit(screens.results(on.app.url, on.hall), { javaScriptEnabled: false }),
    ]);
    await plain.reload();
    const all = [phone, late, wall, board, framed, desk, report, results, plain];
    await shown(all, 'rain');
    for (const page of all)
      for (const word of ['zebra', 'shit']) expect(await inResult(page, word).count()).toBe(0);
    await expectAccessible(late);
    await expectAccessible(report);
    for (const ending of ['csv', 'json']) {
      const file = await openHttpDoor(on.app.url).send(
        'GET',
        `/api/v1/polls/${on.hall.poll.id}/results.${ending}`,
      );
      expect(file.text).toContain('rain');
      expect(file.text).not.toMatch(/zebra|shit/);
    }
    await press(desk, 'Show zebra again');
    await shown([desk, wall, phone, framed], 'zebra');

    // By keys focus stays in the list, and presses that come fast all count.
    await desk.getByRole('button', { name: 'Hide zebra' }).focus();
    await desk.keyboard.press('Enter');
    await gone([desk], 'zebra');
    await desk.locator('.word-list button:focus').waitFor();
    await desk.locator('.word-list').evaluate((list) => {
      for (const button of list.querySelectorAll('button')) button.click();
    });
    for (const word of ['zebra', 'trust', 'rain']) await seeButton(desk, `Show ${word} again`);
    await gone([phone, late, wall, desk], 'trust');
    await gone([phone, late, wall, desk], 'rain');
    await desk.locator('h1:focus').waitFor();
  });
});
