import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { screens, see, seeNot } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const LAPTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 } };
const POLLS_MAX = 200;
const MINUTE_MS = 60_000;

const { visit } = useBrowser();
let app: TestApp;
let hall: Hall | undefined;
beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(() => {
  hall?.moderator.close();
  hall = undefined;
});
const keep = closesAfterEach();
afterAll(() => app.close());

const draft = (question: string) => ({
  kind: 'choice' as const,
  question,
  options: [{ label: 'Yes' }, { label: 'No' }],
});
const tileOf = (page: Page, question: string) => page.locator('.tile', { hasText: question });

/** Somebody new chooses an option. */
async function vote(id: string, option: string, { url } = app): Promise<void> {
  const voter = openRawClient(url);
  await voter.ask('ballot:cast', { id, answer: choose(option) });
  voter.close();
}

async function runPoll(moderator: RawClient, id: string): Promise<void> {
  await moderator.ask('poll:open', { id, stage: false });
  await moderator.ask('poll:close', { id });
}

test('each poll of the room is a tile that follows its votes and draws their course', async () => {
  hall = await openHall(app.url);
  const { moderator, code, poll } = hall;
  const closed = await moderator.ask('poll:create', { code, ...draft('A break?') });
  await moderator.ask('poll:open', { id: closed.id, stage: false });
  await vote(closed.id, 'o2');
  await moderator.ask('poll:close', { id: closed.id });
  await moderator.ask('poll:create', { code, ...draft('Lunch?') });
  const boards = await Promise.all(
    [LAPTOP, PHONE].map((options) => visit(screens.board(app.url, hall!), options)),
  );
  await vote(poll.id, 'o1');

  for (const board of boards) {
    await see(board, 'Hall 1', '3 polls');
    const open = tileOf(board, 'Tea or coffee?');
    await open.getByText('1 (100%)').waitFor();
    await open.getByText('1 vote', { exact: true }).waitFor();
    await open.getByText(/^\d+\.\d votes\/s$/).waitFor();
    await open.locator('canvas').waitFor();
    await open
      .getByRole('img', { name: /^Votes over time, from .+ to .+ 1 vote\. In front: Tea, 1 \(100%\)\.$/ })
      .waitFor();
    const over = tileOf(board, 'A break?');
    await over.scrollIntoViewIfNeeded();
    await over.getByText('1 (100%)').waitFor();
    await over.locator('canvas').waitFor();
    await tileOf(board, 'Lunch?').getByText('Voting has not started yet.').waitFor();
  }
  await vote(poll.id, 'o2');
  for (const board of boards)
    await tileOf(board, 'Tea or coffee?').getByText('2 votes', { exact: true }).waitFor();
});

test('[H1] [H2] without a key the board has what the audience may see: of a hidden result the turnout, no course, no draft', async () => {
  hall = await openHall(app.url, { settings: { results: 'moderators' } });
  const { moderator, code, poll } = hall;
  await moderator.ask('poll:create', { code, ...draft('Lunch?') });
  await vote(poll.id, 'o1');
  const [board, keeper] = [
    await visit(`${app.url}/r/${code}/board`),
    await visit(screens.board(app.url, hall)),
  ];
  await see(board, '1 poll', 'The result is not shown yet.', '1 has voted');
  await see(keeper, '2 polls', '1 (100%)', 'Lunch?');
  await seeNot(board, 'Lunch?', '1 vote', '1 (100%)');
  expect(await board.locator('canvas, ol').count()).toBe(0);
  await moderator.ask('poll:reveal', { id: poll.id, revealed: true });
  await see(board, '1 (100%)', '1 vote');
  await board.locator('canvas').waitFor();
});

test('a tile is enlarged to the whole result, with its course as a plot and as a table', async () => {
  hall = await openHall(app.url, {
    options: Array.from({ length: 12 }, (_, index) => ({ label: `Option ${index + 1}` })),
  });
  const { id } = hall.poll;
  await vote(id, 'o12');
  const board = await visit(screens.board(app.url, hall), LAPTOP);
  await see(board, '7 more');
  const tile = board.getByRole('button', { name: 'Tea or coffee?' });
  await tile.focus();
  await board.keyboard.press('Enter');
  const dialog = board.getByRole('dialog', { name: 'Tea or coffee?' });
  expect(await dialog.getByRole('listitem').count()).toBe(12);
  await vote(id, 'o1');
  await dialog.getByText('2 votes', { exact: true }).waitFor();
  await dialog.getByText('As a table').click();
  await dialog.getByRole('columnheader', { name: 'Option 12' }).waitFor();
  await dialog.locator('canvas').waitFor();
  const last = () => dialog.getByRole('row').last().getByRole('cell').allInnerTexts();
  await until(async () => (await last())[0] === '2');
  await board.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await tile.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('the plot shows the result as it was at the moment under the pointer', async () => {
  let isEarlier = true;
  const elsewhere = keep(await openTestApp({}, { now: () => Date.now() - (isEarlier ? MINUTE_MS : 0) }));
  hall = await openHall(elsewhere.url);
  isEarlier = false;
  await vote(hall.poll.id, 'o1', elsewhere);
  const board = await visit(screens.board(elsewhere.url, hall), LAPTOP);
  await see(board, '1 (100%)');
  await board.getByRole('button', { name: 'Tea or coffee?' }).click();
  const dialog = board.getByRole('dialog');
  const plot = dialog.locator('.u-over');
  await plot.hover({ position: { x: 5, y: 10 } });
  await dialog.getByText(/ · 0 votes$/).waitFor();
  await dialog.locator('.bars').getByText('0 (0%)').first().waitFor();
  await board.mouse.move(0, 0);
  await dialog.locator('.bars').getByText('1 (100%)').waitFor();
});

test('a board of two hundred polls asks only for those in view', async () => {
  hall = await openHall(app.url);
  const { moderator, code } = hall;
  const runs: Promise<unknown>[] = [];
  for (let number = 2; number <= POLLS_MAX; number++) {
    const { id } = await moderator.ask('poll:create', { code, ...draft(`Question ${number}?`) });
    runs.push(runPoll(moderator, id));
  }
  await Promise.all(runs);
  const board = await visit('about:blank', LAPTOP);
  const asked: string[] = [];
  board.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) =>
      asked.push(...(String(payload).match(/poll:(history|watch)/) ?? [])),
    ),
  );
  await board.goto(screens.board(app.url, hall));
  await see(board, '200 polls');
  await tileOf(board, 'Question 3?').locator('canvas').waitFor();
  expect(asked.length).toBeLessThan(POLLS_MAX / 2);
  await board.mouse.move(700, 500);
  for (let turn = 0; turn < 20; turn++) await board.mouse.wheel(0, 1000);
  const last = tileOf(board, `Question ${POLLS_MAX}?`);
  await last.scrollIntoViewIfNeeded();
  await last.locator('canvas').waitFor();
  expect(await board.locator('canvas').count()).toBeLessThan(POLLS_MAX / 4);
});
