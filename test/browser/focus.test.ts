import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { strangersVote } from '../support/outlets.ts';
import { press, screens, see, seeButton } from '../support/screens.ts';
import { focused, tabStops } from '../support/tab-stops.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const { visit } = useBrowser({ mayComplain: /status of 404/ });
let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(() => hall.moderator.close());
afterAll(() => app.close());

const seeFocus = (page: Page, name: string) => until(async () => (await focused(page)) === name);

const HEAD = ['Pollcast, to the start page', 'Language', 'Theme: as the device'];
/** Each page with what it has when it is all there. */
const orders: [string, (url: string, hall: Hall) => string, string, string[]][] = [
  [
    'start page',
    (url) => url,
    '#question',
    [
      ...HEAD,
      'Join code',
      'Join',
      'Title of the room',
      'First question',
      'Option 1',
      'Option 2',
      'Add option',
      'Start the room',
      'Start from a file or a text',
      'For programs: the API',
    ],
  ],
  ['audience page', screens.audience, 'fieldset', [...HEAD, 'Tea 0 (0%)']],
  [
    'moderator page',
    screens.moderator,
    '.poll-actions .main',
    [
      HEAD[0]!,
      'Rename the room',
      ...HEAD.slice(1),
      'Tea or coffee? On stage · Open · 0 votes',
      '+ New poll N',
      '? Keys',
      'Sort by result',
      'Close voting Space',
      'Hide result H',
      'Set a time',
      'Edit E',
      'More',
      'Download QR code',
      ...['Audience', 'Stage', 'Board', 'Results', 'This poll'].flatMap((page) => [
        `Open: ${page}`,
        `Copy: ${page}`,
      ]),
      'Copy: Moderator',
      'Save results',
      'Embed this poll',
      'Room',
    ],
  ],
  [
    'stage',
    screens.stage,
    '.stage-bars',
    ['Sort by result', 'Replay the voting', 'Full screen', ...HEAD.slice(1)],
  ],
  ['board', screens.board, '.tile button', [...HEAD, 'Tea or coffee?']],
  [
    'poll’s own page',
    screens.poll,
    'poll-cast [part=figure]',
    ['Follow it live', 'Tea 0 (0%)', 'English', 'Deutsch', 'Français', 'Español', 'العربية', '中文'],
  ],
];

test.each(orders)(
  '[L6] Tab goes through the %s in the order of reading, each stop in view and with a ring',
  async (_, address, whole, order) => {
    hall = await openHall(app.url);
    const page = await visit(address(app.url, hall));
    await page.locator(whole).first().waitFor();
    expect(await tabStops(page)).toEqual(order);
  },
);

/** One more poll at the end of the list. */
function addPoll(question: string) {
  const { moderator, code } = hall;
  const options = [{ label: 'Yes' }, { label: 'No' }];
  return moderator.ask('poll:create', { code, kind: 'choice', question, options });
}

test('[L6] a voter’s focus stays on the answer while the result comes, hides and grows, and goes to the heading when the answer or the question goes', async () => {
  hall = await openHall(app.url);
  const { moderator, poll } = hall;
  const { id } = poll;
  const next = await addPoll('More breaks?');
  const page = await visit(screens.audience(app.url, hall));
  await page.getByRole('radio', { name: 'Tea' }).focus();
  await page.keyboard.press('Space');
  await see(page, 'Counted', '1 vote');
  await page.keyboard.press('ArrowDown');
  await strangersVote(app, hall, 2);
  await see(page, '3 votes');
  expect(await focused(page)).toMatch(/^Coffee/);
  await moderator.ask('poll:reveal', { id, revealed: false });
  await see(page, 'The result is not shown yet.');
  expect(await focused(page)).toMatch(/^Coffee/);
  await moderator.ask('poll:reveal', { id, revealed: true });
  await see(page, '3 votes');
  expect(await focused(page)).toMatch(/^Coffee/);
  await moderator.ask('poll:close', { id });
  await see(page, 'Voting is closed.');
  await seeFocus(page, 'Tea or coffee?');
  await moderator.ask('poll:open', { id: next.id });
  await see(page, 'More breaks?');
  await seeFocus(page, 'More breaks?');
  await moderator.ask('poll:reset', { id: next.id });
  await seeFocus(page, 'Stay here');
  await moderator.ask('room:delete', { code: hall.code });
  await seeFocus(page, 'This room is gone');
});

test('[L6] a reader’s focus goes to the question when the poll in the article begins anew', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.poll(app.url, hall));
  await page.locator('poll-cast [part=figure] input').first().focus();
  await page.keyboard.press('Space');
  await page.locator('poll-cast .counted').waitFor();
  await strangersVote(app, hall, 2);
  expect(await focused(page)).toMatch(/^Tea/);
  await hall.moderator.ask('poll:reset', { id: hall.poll.id });
  await seeFocus(page, 'Tea or coffee?');
});

test('[L6] a moderator’s focus stays where it is while votes come and another moderator edits, moves, opens and deletes', async () => {
  hall = await draftHall(app.url);
  const { moderator, poll } = hall;
  const { id } = poll;
  const other = await addPoll('More breaks?');
  const page = await visit(screens.moderator(app.url, hall));
  await seeButton(page, 'Open voting');
  await page.keyboard.press('e');
  await page.locator('#poll-question:focus').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type(' Or water?');
  await moderator.ask('poll:open', { id });
  await strangersVote(app, hall, 2);
  await moderator.ask('poll:move', { id: other.id, before: id });
  await page.locator('#polls li:first-child').filter({ hasText: 'More breaks?' }).waitFor();
  expect(await page.locator('#poll-question:focus').inputValue()).toBe('Tea or coffee? Or water?');
  await page.keyboard.press('Escape');

  const second = page.locator('#polls li:last-child .poll');
  await second.focus();
  await moderator.ask('poll:move', { id, before: other.id });
  await page.locator('#polls li:first-child').filter({ hasText: 'Tea or coffee?' }).waitFor();
  expect(await focused(page)).toMatch(/^Tea or coffee\?/);
  await page.locator('#polls li:last-child .poll').focus();
  await moderator.ask('poll:delete', { id: other.id });
  await page.locator('#polls ol').filter({ hasNotText: 'More breaks?' }).waitFor();
  expect(await focused(page)).toMatch(/^Tea or coffee\?/);
});

test('[L6] the focus stays on a tile of the board while votes come and it is scrolled away, and goes to the heading with it', async () => {
  hall = await openHall(app.url);
  const { moderator, poll } = hall;
  const page = await visit(screens.board(app.url, hall), { viewport: { width: 390, height: 640 } });
  for (let number = 1; number <= 8; number += 1) await addPoll(`Question ${number}?`);
  await see(page, '9 polls');
  await page.getByRole('button', { name: 'Tea or coffee?' }).focus();
  await strangersVote(app, hall, 2);
  await see(page, '2 votes');
  await page.mouse.move(200, 300);
  await page.mouse.wheel(0, 10_000);
  await page
    .locator('.tile')
    .first()
    .filter({ hasNot: page.locator('.tile-rows') })
    .waitFor({ state: 'attached' });
  expect(await focused(page)).toBe('Tea or coffee?');
  await moderator.ask('poll:delete', { id: poll.id });
  await seeFocus(page, 'Hall 1');
});

test('[L6] the focus stays on the stage’s sort button while the result is hidden', async () => {
  hall = await openHall(app.url);
  const { moderator, poll } = hall;
  const page = await visit(screens.stage(app.url, hall));
  await see(page, '0 votes');
  await press(page, 'Sort by result');
  await moderator.ask('poll:reveal', { id: poll.id, revealed: false });
  await see(page, 'The result is not shown yet.');
  await page.waitForFunction(
    () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0, true))),
  );
  expect(await focused(page)).toMatch(/result/);
});
