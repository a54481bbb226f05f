import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { useDraft } from '../support/draft.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { press, screens, see, seeButton, seeNot } from '../support/screens.ts';
import { describeOnStores } from '../support/stores.ts';

const PHONE = { viewport: { width: 320, height: 700 }, hasTouch: true };

const column = (page: Page, label: string) =>
  page.locator('.columns > li', { has: page.getByText(label, { exact: true }) });
const field = (page: Page) => page.getByRole('spinbutton', { name: 'Tea or coffee?' });

describeOnStores('a number poll', (open) => {
  const { visit } = useBrowser();
  const on = useDraft(open);

  /** From the editor of a draft to open voting. */
  async function ask(desk: Page): Promise<void> {
    await press(desk, 'Edit');
    await desk.getByRole('radio', { name: 'Number' }).check();
    await desk.getByLabel('Largest').fill('-5');
    await press(desk, 'Save$');
    await see(desk, 'Something in the settings of this kind does not fit.');
    await desk.getByLabel('Largest').fill('100');
    await desk.getByLabel('Right answer').fill('42');
    await desk.getByLabel('Right within ±').fill('3');
    await desk.getByLabel('Who sees the result').selectOption('Those who have voted');
    await desk.locator('.poll-preview').getByText('A number from 0 to 100.').waitFor();
    await expectAccessible(desk);
    await press(desk, 'Save$');
    await press(desk, 'Open voting');
    await seeButton(desk, 'Close voting');
  }

  test('[K3] goes from the editor to phones, stage and desk, and its right answer is told at the end', async () => {
    const desk = await visit(screens.moderator(on.app.url, on.hall));
    await ask(desk);
    const [phone, wall] = await Promise.all([
      visit(screens.audience(on.app.url, on.hall), PHONE),
      visit(screens.stage(on.app.url, on.hall), { viewport: { width: 1920, height: 1080 } }),
    ]);

    await field(phone).fill('101');
    await seeButton(phone, 'A number from 0 to 100.');
    await expectAccessible(phone);
    await field(phone).fill('40');
    await press(phone, 'Send answer');
    await see(phone, 'Counted', 'Your answer: 40', '40–49');
    await column(wall, '40–49').getByText('1', { exact: true }).waitFor();

    // The slider moves the same number; what was sent can be changed and withdrawn.
    await phone.getByRole('slider', { name: 'Tea or coffee?' }).press('ArrowRight');
    expect(await field(phone).inputValue()).toBe('41');
    await press(phone, 'Send change');
    await see(phone, 'Your answer: 41');
    await see(wall, 'Median 41');
    await press(phone, 'Withdraw');
    await see(desk, '0 votes');
    expect(await field(phone).inputValue()).toBe('');
    await field(phone).fill('41');
    await press(phone, 'Send answer');
    await see(phone, 'Your answer: 41');

    const plain = await visit(screens.poll(on.app.url, on.hall), { javaScriptEnabled: false });
    await plain.getByRole('spinbutton', { name: 'Tea or coffee?' }).fill('7');
    await press(plain, 'Send answer');
    await see(plain, 'Your answer is counted.', '0–9');
    expect(await plain.getByRole('spinbutton').inputValue()).toBe('7');
    await see(desk, 'Median 24', 'Average 24.0');
    const framed = await visit(`${on.app.url}/embed/${on.hall.poll.id}`);
    // The live figure's, not that of the plain form that it takes the place of.
    await framed.locator('#field-0').fill('7');
    await press(framed, 'Send answer');
    await see(framed, 'Counted', '0–9');
    // What to press stands where the number is, not below all that came of it.
    await framed.locator('.fields + .ballot + .rows').waitFor();
    await press(framed, 'Withdraw');
    await seeButton(framed, 'Send answer');
    await seeNot([phone, wall], 'Right answer: 42 ± 3 · 1 of 2 right');
    await expectAccessible(wall);

    await press(desk, 'Close voting');
    await see([wall, desk, phone], 'Right answer: 42 ± 3 · 1 of 2 right');
    await expectAccessible(phone);
    await expectAccessible(desk);
    const file = await openHttpDoor(on.app.url).send('GET', `/api/v1/polls/${on.hall.poll.id}/results.csv`);
    expect(file.text).toContain('40–49');
  });
});
