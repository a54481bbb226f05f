import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { ask, savedTable } from '../support/desk.ts';
import { useDraft } from '../support/draft.ts';
import { press, screens, see, seeNot, seeRow } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const STAGE = { viewport: { width: 1920, height: 1080 } };
const LABELS = ['Trains', 'Bicycles', 'Buses'];

describeOnStores('points and rankings', (open) => {
  const { visit } = useBrowser();
  const on = useDraft(open);

  /** A poll of the kind, asked on a desk. */
  async function opened(kind: string, set: (desk: Page) => Promise<unknown>): Promise<Page> {
    const desk = await visit(screens.moderator(on.app.url, on.hall));
    await ask(desk, { kind, question: 'What should the city build?', labels: LABELS, set });
    return desk;
  }

  test('[K6] [H1] [L2] points are spent by steps and by writing, never more than there are, and shown everywhere', async () => {
    const desk = await opened('Points', async (page) => {
      await page.getByLabel('Points for each person').fill('20');
      await page.getByText('Spread up to 20 points.').waitFor();
    });
    const [phone, other] = [
      await visit(screens.audience(on.app.url, on.hall), PHONE),
      await visit(screens.audience(on.app.url, on.hall), { viewport: { width: 320, height: 640 } }),
    ];
    const stage = await visit(screens.stage(on.app.url, on.hall), STAGE);
    const points = (page: Page, label: string) => page.getByRole('textbox', { name: label });

    await press(phone, 'More points: Trains');
    await see(phone, '18 points left');
    await points(phone, 'Buses').fill('19');
    await see(phone, '1 point too many');
    await expectAccessible(phone);
    await phone.getByRole('button', { name: 'Take back 1' }).click({ force: true });
    await see(stage, '0 votes');
    await points(phone, 'Buses').press('ArrowDown');
    await see(phone, '1 point left');
    await press(phone, 'Send answer');
    await see(phone, 'Counted', '17 (89%)');
    await points(other, 'Bicycles').fill('5');
    await press(other, 'Send answer');
    await seeRow([desk], 'Buses', '17 (71%)');
    await see(stage, 'Points, with their share of all points given.', '71%', '2 votes');

    await press(phone, 'Fewer points: Buses');
    await press(phone, 'Send change');
    await see([other, desk], '15 (68%)');
    await press(other, 'Withdraw');
    await see([phone, desk], '15 (88%)');
    await expectAccessible(stage);

    await press(desk, 'Hide result');
    await seeNot([phone, stage], '15 (88%)', '88%');
    await press(desk, 'Show result');
    await press(desk, 'Close voting');
    await see(phone, 'Your answer: 15', '15 (88%)');
    await expectAccessible(phone);
    expect(await savedTable(desk)).toMatch(/Trains,2,12\r\n.*Bicycles,0,0\r\n.*Buses,15,88\r\n$/);
  });

  test('[K7] [H1] a ranking is tapped, moved with keys and taken back; closed it has its run-off on every screen', async () => {
    const desk = await opened('Ranking', (page) =>
      page.getByText('Put all 3 in order, the best first.').waitFor(),
    );
    const [phone, second, third] = [
      await visit(screens.audience(on.app.url, on.hall), PHONE),
      await visit(screens.audience(on.app.url, on.hall), { viewport: { width: 320, height: 640 } }),
      await visit(screens.audience(on.app.url, on.hall), PHONE),
    ];
    const stage = await visit(screens.stage(on.app.url, on.hall), STAGE);
    const placed = (page: Page) =>
      page.getByRole('list', { name: 'Your order' }).locator('.label').allTextContents();
    const rank = async (page: Page, ...labels: string[]) => {
      for (const label of labels) await press(page, label);
    };

    await rank(phone, 'Buses');
    await see(phone, 'Buses: place 1 of 3', '1 of 3 chosen');
    await expectAccessible(phone);
    // With keys: the focus is on the next option, and the last one has its place by itself.
    await phone.keyboard.press('Enter');
    await see(phone, '3 of 3 chosen');
    expect(await placed(phone)).toEqual(['Buses', 'Bicycles', 'Trains']);
    await phone.getByRole('button', { name: 'Move up: Bicycles' }).focus();
    await phone.keyboard.press('Enter');
    await see(phone, 'Bicycles: place 1 of 3');
    await phone.keyboard.press('Enter');
    expect(await placed(phone)).toEqual(['Bicycles', 'Buses', 'Trains']);
    expect(await phone.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Move up: Bicycles',
    );
    await press(phone, 'Send answer');
    await see(phone, 'Counted', '2 (100%)');

    await rank(second, 'Trains', 'Buses');
    await press(second, 'Send answer');
    await rank(third, 'Buses', 'Trains');
    await press(third, 'Send answer');
    await seeRow([desk], 'Buses', '4 (67%)');
    await see(
      stage,
      '67%',
      '3 votes',
      'Points: 2 for a first place, one less for each place below. Percentages compare with a first place from everybody.',
    );
    await press(third, 'Take out: Buses');
    await press(third, 'Buses');
    await press(third, 'Send change');
    await seeRow([desk], 'Trains', '4 (67%)');
    await press(phone, 'Withdraw');
    await see(phone, 'Withdrawn. You can answer again.');
    await rank(phone, 'Bicycles', 'Buses');
    await press(phone, 'Send answer');
    await see(phone, 'Counted');

    await press(desk, 'Hide result');
    await seeNot([phone, stage], '4 (67%)', '67%');
    await press(desk, 'Close voting');
    await see(phone, 'Voting is closed.');
    await seeNot([phone, stage], 'Instant run-off');
    await press(desk, 'Show result');
    await see([phone, desk, stage], 'Trains wins in round 1 with 2 (67%).');
    for (const page of [phone, desk, stage]) await expectAccessible(page);
    const board = await visit(screens.board(on.app.url, on.hall));
    await board.getByRole('button', { name: 'What should the city build?' }).click();
    await see(board, 'Trains wins in round 1 with 2 (67%).');
    expect(await savedTable(desk)).toMatch(/first,runoffRound,runoffCount\r\n.*Trains,4,67,2,1,2\r\n/);
  });
});
