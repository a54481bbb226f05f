import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { LIMITS, type Room } from '@pollcast/shared';
import type { Download, Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { strangersVote } from '../support/outlets.ts';
import { press, screens, see, seeNot, seeRow } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const LAPTOP = { viewport: { width: 1440, height: 900 } };
const TEXT = `# Town hall

## Tea or coffee?
results: after-close
max: 2
- Tea
- Coffee

## How was it?
kind: rating
steps: 7
`;

const { visit } = useBrowser({ mayComplain: /status of 400/ });
let app: TestApp;
let hall: Hall | undefined;
beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(() => {
  hall?.moderator.close();
  hall = undefined;
});
afterAll(() => app.close());

/** A closed poll whose course has several points. */
async function closedHall(): Promise<Hall> {
  const opened = await openHall(app.url);
  for (let burst = 0; burst < 2; burst += 1) {
    await strangersVote(app, opened, 3);
    const { serverNow } = await opened.moderator.ask('poll:get', { id: opened.poll.id });
    // A point ends with its second.
    await until(async () => {
      const { serverNow: now } = await opened.moderator.ask('room:get', { code: opened.code });
      return Math.floor(now / 1000) > Math.floor(serverNow / 1000);
    });
  }
  await strangersVote(app, opened, 1);
  await opened.moderator.ask('poll:close', { id: opened.poll.id });
  return opened;
}

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, name)]);
  return textOf(download);
}

test('[E4] [E5] results stand on a page without a script, and in a report that prints dark on white', async () => {
  hall = await closedHall();
  const plain = await visit(screens.results(app.url, hall), { javaScriptEnabled: false });
  await see(plain, 'Hall 1', 'Tea or coffee?', '7 votes');
  await seeRow(plain, 'Tea', '4 (57%)');

  const report = await visit(screens.report(app.url, hall), { ...LAPTOP, colorScheme: 'dark' });
  await see(report, 'Hall 1', '7 votes', 'Print');
  await report.locator('.bars li', { hasText: 'Coffee' }).getByText('3 (43%)', { exact: true }).waitFor();
  // Axe itself is a script.
  const results = await visit(screens.results(app.url, hall));
  for (const page of [results, report]) await expectAccessible(page);
  await report.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const colours = await report.evaluate(() => {
    const { color } = getComputedStyle(document.querySelector('h1')!);
    return [color, getComputedStyle(document.body).backgroundColor];
  });
  expect(colours).toEqual(['rgb(22, 24, 29)', 'rgba(0, 0, 0, 0)']);
  expect(await report.getByRole('button').count()).toBe(0);
  expect((await report.pdf()).subarray(0, 5).toString()).toBe('%PDF-');

  const stranger = await visit(`${app.url}/r/${hall.code}/report`, { locale: 'de' });
  await stranger.getByText('4 (57 %)', { exact: true }).waitFor();
});

test('[H4] a closed poll is replayed on the stage and on the board, with keys alone', async () => {
  hall = await closedHall();
  const stage = await visit(screens.stage(app.url, hall), LAPTOP);
  await see(stage, 'Final result', '7 votes');
  await stage.keyboard.press('r');
  const slider = stage.getByRole('slider', { name: 'Replay the voting' });
  const said = () => slider.getAttribute('aria-valuetext');
  await until(async () => (await said())?.endsWith('7 votes') === true);
  await stage.keyboard.press('Tab');
  await stage.keyboard.press('Tab');
  await stage.keyboard.press('Home');
  await see(stage, '0%');
  expect(await said()).toMatch(/^\d.*, 0 votes$/);
  await stage.keyboard.press('ArrowRight');
  expect(await said()).toMatch(/, 3 votes$/);
  await seeRow(stage, 'Tea', '67%', '2');
  await expectAccessible(stage);
  await press(stage, 'Play');
  await until(async () => (await said())?.endsWith('7 votes') === true);
  await seeRow(stage, 'Tea', '57%', '4');
  await stage.keyboard.press('r');
  await see(stage, 'Final result');
  expect(await stage.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Replay the voting',
  );

  const board = await visit(screens.board(app.url, hall), LAPTOP);
  await press(board, 'Tea or coffee?');
  const large = board.getByRole('dialog').getByRole('slider');
  await large.press('Home');
  await large.press('ArrowRight');
  expect(await large.getAttribute('aria-valuetext')).toMatch(/, 3 votes$/);
  await board.getByRole('dialog').getByText('2 (67%)', { exact: true }).waitFor();
});

test('[Q1] [Q2] a room starts from a text, is saved as one, and duplicated', async () => {
  const page = await visit(app.url, LAPTOP);
  await press(page, 'Start from a file');
  const field = page.getByLabel('Title and questions');
  await field.fill(TEXT.replace('max: 2', 'maximum 2'));
  await see(page, 'Line 5: This is no question (##), no option (-) and no setting (name: value).');
  await expectAccessible(page);
  await press(page, 'Start the room');
  const selected = () => field.evaluate((area) => getSelection()!.toString() || area.ownerDocument.title);
  await until(async () => (await selected()) === 'maximum 2');
  await field.fill(TEXT.replace('max: 2', 'max: 0'));
  await press(page, 'Start the room');
  await page.getByText(/^Line 5: max: /).waitFor();
  await field.fill(TEXT.replace('max: 2', 'mx: 2'));
  await press(page, 'Start the room');
  await see(page, 'Line 5: mx: is not known here');
  await until(async () => (await selected()) === 'mx: 2');
  await seeNot(page, 'The server did not understand this.');
  const file = { name: 'hall.md', mimeType: 'text/markdown', buffer: Buffer.from(TEXT) };
  await page.getByLabel('Choose a file').setInputFiles(file);
  await see(page, '2 questions', 'How was it?');
  await expectAccessible(page);
  await press(page, 'Start the room');
  await page.waitForURL(/\/moderate#mk_/);
  const first = page.url();

  await page.getByText('Save results', { exact: true }).click();
  expect(await saved(page, 'MD: Questions')).toBe(TEXT);
  expect(JSON.parse(await saved(page, 'JSON: Questions'))).toMatchObject({
    title: 'Town hall',
    polls: [{ settings: { results: 'after-close', max: 2 } }, { kind: 'rating', settings: { steps: 7 } }],
  });

  await page.getByText('Room', { exact: true }).click();
  await press(page, 'Duplicate the room');
  await page.waitForURL(`${app.url}/`);
  expect(await field.inputValue()).toBe(TEXT);
  await press(page, 'Start the room');
  await page.waitForURL(/\/moderate#mk_/);
  expect(page.url()).not.toBe(first);
  await see(page, 'Town hall', 'How was it?');
});

test('[Q1] a text larger than one request may be starts a room with all its questions', async () => {
  const question = (number: number) => `${number} ${'why '.repeat(60)}?`;
  const option = 'because '.repeat(24).trim();
  const count = 160;
  const polls = Array.from({ length: count }, (_, number) => `## ${question(number)}\n- ${option}\n- no`);
  const text = ['# Long', ...polls].join('\n');
  expect(text.length).toBeGreaterThan(LIMITS.moderatorMessageBytes);
  const page = await visit(app.url, LAPTOP);
  await press(page, 'Start from a file');
  await page.getByLabel('Title and questions').fill(text);
  await press(page, 'Start the room');
  await page.waitForURL(/\/moderate#mk_/);
  const [, code, secret] = /\/r\/(\w+)\/moderate#(.*)/.exec(page.url())!;
  const { json } = await openHttpDoor(app.url).call('room:get', { code: code! }, secret);
  const { room } = json as { room: Room };
  expect(room.polls.map((poll) => poll.question)).toEqual(
    Array.from({ length: count }, (_, number) => question(number)),
  );
});
