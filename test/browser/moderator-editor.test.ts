import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { LIMITS } from '@pollcast/shared';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { press, screens, see, seeButton, seeNot } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

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

const question = (page: Page) => page.getByRole('textbox', { name: 'Question' });
const option = (page: Page, number: number) =>
  page.getByRole('textbox', { name: `Option ${number}`, exact: true });
const labels = (page: Page) =>
  page
    .locator('.options-field input')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
const current = async ({ moderator, poll }: Hall) => (await moderator.ask('poll:get', { id: poll.id })).poll;

/** The moderator page of a room with a draft, its editor open. */
async function editing(): Promise<{ page: Page; opened: Hall }> {
  const opened = await draftHall(app.url);
  hall = opened;
  const page = await visit(screens.moderator(app.url, opened));
  await press(page, 'Edit');
  await question(page).waitFor();
  return { page, opened };
}

/** The page has other buttons whose names begin so. */
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click();

/** Pastes as the browser does when somebody presses the keys for it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement!.dispatchEvent(event);
  }, text);
}

test('the preview shows what is being written as a phone will show it, and cannot be pressed', async () => {
  const { page } = await editing();
  const preview = page.locator('.poll-preview');
  await question(page).fill('Tea, coffee or water?');
  await option(page, 2).press('Enter');
  await page.keyboard.type('Water');
  await page.getByLabel('Answers a person').selectOption('2');
  await page.getByLabel('At least').selectOption('2');
  await preview.getByText('Tea, coffee or water?').waitFor();
  await preview.getByText('Water', { exact: true }).waitFor();
  await preview.getByText('Choose 2.').waitFor();
  expect(await preview.locator('[inert] input[type="checkbox"]').count()).toBe(3);
});

test('[K1] settings in plain words: several answers, a time of one’s own, who sees the result', async () => {
  const { page, opened } = await editing();
  await option(page, 2).press('Enter');
  await page.keyboard.type('Water');
  await page.getByLabel('Answers a person').selectOption('3');
  await page.getByLabel('At least').selectOption('2');
  await page.getByLabel('Who sees the result').selectOption('Everybody, once closed');
  await page.getByLabel('Time to vote').selectOption('Other…');
  await page.getByLabel('Minutes').fill('45');
  await page.getByLabel('Answers may be changed').uncheck();
  await save(page);
  await see(page, '45 minutes to vote');
  expect((await current(opened)).settings).toEqual({
    ...{ min: 2, max: 3, durationMs: 45 * 60_000, results: 'after-close', changeable: false, turnout: true },
  });
});

test('a pasted list becomes one option a line, and what does not fit is told', async () => {
  const { page } = await editing();
  await option(page, 2).focus();
  await page.keyboard.press('End');
  await paste(page, ' with milk\nWater\r\n\nJuice');
  await until(async () => (await labels(page)).join() === 'Tea,Coffee with milk,Water,Juice');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Option 4');
  await paste(page, Array.from({ length: 60 }, (_, index) => `Line ${index}`).join('\n'));
  await see(page, 'Not everything fitted: the rest was left out.');
  await see(page, `That is all: a poll has at most ${LIMITS.optionsMax} options.`);
  expect(await labels(page)).toHaveLength(LIMITS.optionsMax);
});

test('how near a limit is shows while typing, and two options that say the same are named', async () => {
  const { page } = await editing();
  await seeNot(page, '300 of 300 characters');
  await question(page).fill('q'.repeat(LIMITS.questionCharacters));
  await page.locator('.length-hint', { hasText: '300 of 300 characters' }).waitFor();
  await option(page, 2).fill('Tea');
  await see(page, 'Two options say the same: Tea');
});

test('options are moved by drag, and by Alt and arrows; Backspace takes an empty one away', async () => {
  const { page, opened } = await editing();
  await option(page, 2).press('Enter');
  await page.keyboard.type('Water');
  await page.keyboard.press('Alt+ArrowUp');
  await until(async () => (await labels(page)).join() === 'Tea,Water,Coffee');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Option 2');
  await see(page, 'Moved: now 2 of 3');

  const rows = page.locator('.options-field li');
  await rows.nth(2).locator('.grip').hover();
  await page.mouse.down();
  await rows.nth(1).hover();
  await rows.nth(0).hover({ position: { x: 60, y: 4 } });
  await page.locator('.options-field [data-edge="before"]').waitFor();
  await page.mouse.up();
  await until(async () => (await labels(page)).join() === 'Coffee,Tea,Water');

  await option(page, 3).fill('');
  await option(page, 3).press('Backspace');
  await until(async () => (await labels(page)).length === 2);
  await save(page);
  await seeButton(page, 'Open voting');
  const { options } = await current(opened);
  expect(options.map(({ id, label }) => `${id} ${label}`)).toEqual(['o2 Coffee', 'o1 Tea']);
});

test('what is missing is said, and the focus goes there', async () => {
  const { page } = await editing();
  await question(page).fill(' ');
  await save(page);
  await page.getByRole('alert').getByText('Write a question.').waitFor();
  await page.locator('#poll-question:focus').waitFor();
  await question(page).fill('Tea?');
  await option(page, 2).fill('');
  await save(page);
  await page.getByRole('alert').getByText('Write at least two options.').waitFor();
  await page.locator('[aria-label="Option 2"]:focus').waitFor();
});

test('keys are letters where somebody writes', async () => {
  const { page, opened } = await editing();
  await question(page).fill('');
  await page.keyboard.type('hen? ez');
  await page.keyboard.press('ArrowLeft');
  expect(await question(page).inputValue()).toBe('hen? ez');
  await save(page);
  await page.getByRole('heading', { name: 'hen? ez' }).waitFor();
  expect(await current(opened)).toMatchObject({ question: 'hen? ez', status: 'draft', revealed: null });
});

test('what was written and left unsaved can be taken up again', async () => {
  const { page } = await editing();
  await question(page).fill('Almost done?');
  await page.keyboard.press('Escape');
  await see(page, 'Your changes are thrown away.');
  await press(page, 'Undo');
  await question(page).waitFor();
  expect(await question(page).inputValue()).toBe('Almost done?');
  await save(page);
  await page.getByRole('heading', { name: 'Almost done?' }).waitFor();
  await seeNot(page, 'Your changes are thrown away.');
});

test('typos in question and options are mended while voting is open', async () => {
  hall = await openHall(app.url, { question: 'Tae or cofee?' });
  const page = await visit(screens.moderator(app.url, hall));
  const voter = await visit(screens.audience(app.url, hall));
  await page.getByRole('heading', { name: 'Tae or cofee?' }).waitFor();
  await page.keyboard.press('e');
  await question(page).fill('Tea or coffee?');
  await option(page, 2).fill('Strong coffee');
  expect(await page.getByRole('button', { name: 'Add option' }).count()).toBe(0);
  await save(page);
  await see(voter, 'Tea or coffee?', 'Strong coffee');
});

test('[C7] two who edit the same draft: what one saved is there, and of the same field both are told', async () => {
  const { page: first, opened } = await editing();
  const second = await visit(screens.moderator(app.url, opened));
  await press(second, 'Edit');
  await option(second, 1).fill('Green tea');
  await option(second, 2).fill('Espresso');
  await question(first).fill('What to drink?');
  await save(first);
  await see(second, 'Somebody else has changed this poll meanwhile. Their changes are in here.');
  expect(await question(second).inputValue()).toBe('What to drink?');

  await press(first, 'Edit');
  await question(second).fill('Which drink?');
  await question(first).fill('A drink?');
  await save(first);
  await seeButton(first, 'Open voting');
  await second.getByText('Somebody else has changed the same: Question.').waitFor();
  expect(await question(second).inputValue()).toBe('Which drink?');
  await press(second, 'Take theirs');
  expect(await question(second).inputValue()).toBe('A drink?');
  await save(second);
  await seeButton(second, 'Open voting');
  expect(await current(opened)).toMatchObject({
    question: 'A drink?',
    options: [{ label: 'Green tea' }, { label: 'Espresso' }],
  });
});

test('a poll that somebody deletes while it is edited can be added anew', async () => {
  const { page, opened } = await editing();
  await question(page).fill('Still here?');
  await opened.moderator.ask('poll:delete', { id: opened.poll.id });
  await see(page, 'Somebody else has deleted this poll. What you wrote can be added as a new one.');
  await press(page, 'Add poll');
  await page.getByRole('heading', { name: 'Still here?' }).waitFor();
  await see(page, 'Tea', 'Coffee');
  const { room } = await opened.moderator.ask('room:get', { code: opened.code });
  expect(room.polls).toMatchObject([{ question: 'Still here?', status: 'draft' }]);
});
