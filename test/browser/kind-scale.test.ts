import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { ask, savedTable } from '../support/desk.ts';
import { useDraft } from '../support/draft.ts';
import { press, screens, see, seeNot } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';

const PHONE = { viewport: { width: 320, height: 700 }, hasTouch: true };
const STAGE = { viewport: { width: 1920, height: 1080 } };
const QUESTION = 'What do you make of the conference?';
const LABELS = ['The talks were good', 'The food was good', 'I would come again'];

const rate = (page: Page, statement: string, value: number) =>
  page
    .getByRole('group', { name: statement })
    .getByRole('radio', { name: String(value), exact: true })
    .check({ force: true });

describeOnStores('statements on a scale', (open) => {
  const { visit } = useBrowser();
  const on = useDraft(open);

  test('[K5] [H1] [L6] are rated, skipped, changed and withdrawn; means show where they may be seen, and are kept in files', async () => {
    const desk = await visit(screens.moderator(on.app.url, on.hall));
    await ask(desk, {
      kind: 'Statements',
      question: QUESTION,
      labels: LABELS,
      set: async (page) => {
        await page.getByLabel('Scale', { exact: true }).selectOption('Agreement, 1 to 7');
        await page.getByLabel('Who sees the result').selectOption('Those who have voted');
        await page.locator('.poll-preview').getByText('1 not at all, 7 completely').waitFor();
      },
    });
    const [phone, other] = [
      await visit(screens.audience(on.app.url, on.hall), PHONE),
      await visit(screens.audience(on.app.url, on.hall), PHONE),
    ];
    const wall = await visit(screens.stage(on.app.url, on.hall), STAGE);

    await rate(phone, 'The talks were good', 7);
    await rate(phone, 'The food was good', 2);
    await see(phone, '2 of 3 answered');
    await expectAccessible(phone);
    await press(phone, 'Skip: The food was good');
    await see(phone, '1 of 3 answered');
    await press(phone, 'Send answer');
    await see(phone, 'Counted');
    await see([wall, desk], 'Average 7.0', '1 is “not at all”, 7 is “completely”.');
    await seeNot(other, '100%');

    // With keys, and through the page that needs no script.
    const lowest = other.getByRole('group', { name: 'I would come again' }).getByRole('radio').first();
    await lowest.focus();
    const [focused, bar] = [await lowest.boundingBox(), await other.locator('.ballot-bar').boundingBox()];
    expect(focused!.y + focused!.height).toBeLessThanOrEqual(bar!.y);
    await other.keyboard.press('ArrowRight');
    await press(other, 'Send answer');
    await see([wall, desk], 'Average 2.0');
    await rate(phone, 'I would come again', 3);
    await press(phone, 'Send change');
    await see([wall, desk], 'Average 2.5');
    await press(other, 'Withdraw');
    await see([wall, desk], 'Average 3.0', '1 vote');
    const { id } = (await on.hall.moderator.ask('room:get', { code: on.hall.code })).room.polls[1]!;
    const plain = await visit(`${on.app.url}/p/${id}`, { javaScriptEnabled: false });
    await plain.getByRole('group', { name: 'The food was good' }).getByRole('radio').nth(4).check();
    await press(plain, 'Send answer');
    await see(plain, 'Your answer is counted.', 'Average 5.0');
    await expectAccessible(wall);
    await expectAccessible(desk);

    await press(desk, 'Close voting');
    await see(phone, 'Your answer: 7');
    await see([phone, wall, desk], 'Average 7.0', 'Average 5.0', 'Average 3.0');
    await expectAccessible(phone);
    const framed = await visit(`${on.app.url}/embed/${id}`);
    await framed.locator('.cells').first().waitFor();
    await expectAccessible(framed);
    const board = await visit(screens.board(on.app.url, on.hall));
    await see(board, 'Average 5.0');
    expect(await savedTable(desk)).toMatch(
      /group,groupVoters,groupMean\r\n[\s\S]*,o1\.7,7,1,100,The talks were good,1,7\r\n/,
    );
  });

  test('[K5] a single one is answered with one tap, for the net promoter score', async () => {
    const desk = await visit(screens.moderator(on.app.url, on.hall));
    await ask(desk, {
      kind: 'Statements',
      question: 'Would you recommend it?',
      labels: ['Pollcast'],
      set: (page) => page.getByLabel('Scale', { exact: true }).selectOption('Recommendation, 0 to 10 (NPS)'),
    });
    const phone = await visit(screens.audience(on.app.url, on.hall), PHONE);
    await rate(phone, 'Pollcast', 6);
    await see(desk, 'NPS -100');
    await rate(phone, 'Pollcast', 9);
    await see(desk, 'NPS 100');
  });
});
