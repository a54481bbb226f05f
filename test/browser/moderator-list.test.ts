import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
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

const rows = (page: Page) => page.locator('.poll-list ol > li');
const questions = (page: Page) => rows(page).locator('.question').allTextContents();
const seeOrder = (page: Page, ...order: string[]) =>
  until(async () => (await questions(page)).join() === order.join());

/** A room with the polls A, B and C, seen by two moderators. */
async function threePolls(): Promise<[Page, Page]> {
  const opened = await draftHall(app.url, { question: 'A' });
  hall = opened;
  const { code, moderator } = opened;
  await moderator.ask('poll:create', { code, kind: 'rating', question: 'B' });
  await moderator.ask('poll:create', { code, kind: 'rating', question: 'C' });
  const pages = [
    visit(screens.moderator(app.url, opened)),
    visit(screens.moderator(app.url, opened)),
  ] as const;
  const [first, second] = await Promise.all(pages);
  await Promise.all([first, second].map((page) => seeOrder(page, 'A', 'B', 'C')));
  return [first, second];
}

test('a poll dragged to another place is there for both moderators', async () => {
  const [first, second] = await threePolls();
  await rows(first).nth(2).hover();
  await rows(first).nth(2).locator('.grip').hover();
  await first.mouse.down();
  // A real hand passes many points; the browser takes the first for the start of the drag.
  await rows(first).nth(1).hover();
  await rows(first)
    .nth(0)
    .hover({ position: { x: 60, y: 4 } });
  await first.locator('[data-edge="before"]').waitFor();
  await first.mouse.up();
  await Promise.all([first, second].map((page) => seeOrder(page, 'C', 'A', 'B')));
  await rows(first).nth(0).hover();
  await rows(first).nth(0).locator('.grip').hover();
  await first.mouse.down();
  await rows(first).nth(1).hover();
  const { height } = (await rows(first).nth(2).boundingBox())!;
  await rows(first)
    .nth(2)
    .hover({ position: { x: 60, y: height - 4 } });
  await first.locator('[data-edge="after"]').waitFor();
  await first.mouse.up();
  await Promise.all([first, second].map((page) => seeOrder(page, 'A', 'B', 'C')));
});

test('a poll is moved by Alt and arrows with the focus on it, and its new place is said', async () => {
  const [first, second] = await threePolls();
  const poll = first.getByRole('button', { name: /^A / });
  await poll.focus();
  await first.keyboard.press('Alt+ArrowDown');
  await see(first, 'Moved: now 2 of 3');
  await Promise.all([first, second].map((page) => seeOrder(page, 'B', 'A', 'C')));
  const hasFocus = () => poll.evaluate((button) => button === document.activeElement);
  expect(await hasFocus()).toBe(true);
  await first.keyboard.press('Alt+ArrowUp');
  await Promise.all([first, second].map((page) => seeOrder(page, 'A', 'B', 'C')));
  expect(await hasFocus()).toBe(true);
  await first.keyboard.press('Alt+ArrowUp');
  await first.keyboard.press('Alt+ArrowDown');
  await seeOrder(first, 'B', 'A', 'C');
  expect(await hasFocus()).toBe(true);
});

test('Move up and Move down stand in the menu; at the ends of the list one of them does nothing', async () => {
  const [page] = await threePolls();
  await page.getByRole('button', { name: /^C / }).click();
  await press(page, 'More');
  expect(await page.getByRole('button', { name: 'Move down' }).isDisabled()).toBe(true);
  await press(page, 'Move up');
  await seeOrder(page, 'A', 'C', 'B');
  expect(await page.getByRole('button', { name: 'Move up' }).isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('More');
});

test('Escape and a press elsewhere fold a menu', async () => {
  const [page] = await threePolls();
  const deletion = page.getByRole('button', { name: 'Delete' });
  await press(page, 'More');
  await page.keyboard.press('Escape');
  await deletion.waitFor({ state: 'hidden' });
  await press(page, 'More');
  await deletion.waitFor();
  await page.getByRole('heading', { name: 'A', exact: true }).click();
  await deletion.waitFor({ state: 'hidden' });
});

test('a deleted poll comes back by Undo, later from the list, and for the other moderator too', async () => {
  const [first, second] = await threePolls();
  await press(first, 'More');
  await press(first, 'Delete');
  await see(first, 'Poll deleted.');
  await first.getByRole('heading', { name: 'B', exact: true }).waitFor();
  await Promise.all([first, second].map((page) => seeOrder(page, 'B', 'C')));
  await first.keyboard.press('z');
  await Promise.all([first, second].map((page) => seeOrder(page, 'A', 'B', 'C')));
  await seeNot(first, 'Poll deleted.');

  await first.getByRole('heading', { name: 'A', exact: true }).waitFor();
  await press(first, 'More');
  await press(first, 'Delete');
  await see(first, 'Poll deleted.');
  await press(first, 'Open voting');
  await seeButton(first, 'Close voting');
  await seeNot(first, 'Poll deleted.');
  await second.getByRole('button', { name: 'Restore: A' }).click();
  await Promise.all([first, second].map((page) => seeOrder(page, 'A', 'B', 'C')));
  await seeNot([first, second], 'Deleted in the last 10 minutes');
});

test('a poll that was deleted by mistake comes back with its votes', async () => {
  const opened = await openHall(app.url);
  hall = opened;
  const { moderator, poll } = opened;
  await moderator.ask('ballot:cast', { id: poll.id, answer: choose('o1') });
  const page = await visit(screens.moderator(app.url, opened));
  await see(page, '1 (100%)');
  await press(page, 'More');
  await press(page, 'Delete');
  await see(page, 'Ask the first question');
  await press(page, 'Undo');
  await see(page, '1 (100%)');
});

test('a duplicate is a draft that asks the same, right after its poll', async () => {
  const opened = await openHall(app.url, {
    settings: { max: 2, results: 'after-close', durationMs: 600_000 },
  });
  hall = opened;
  await opened.moderator.ask('poll:create', { code: opened.code, kind: 'rating', question: 'B' });
  const page = await visit(screens.moderator(app.url, opened));
  await seeOrder(page, 'Tea or coffee?', 'B');
  await press(page, 'More');
  await press(page, 'Duplicate');
  await seeOrder(page, 'Tea or coffee?', 'Tea or coffee?', 'B');
  await seeButton(page, 'Open voting');
  const { room } = await opened.moderator.ask('room:get', { code: opened.code });
  const { poll } = await opened.moderator.ask('poll:get', { id: room.polls[1]!.id });
  expect(poll).toMatchObject({
    status: 'draft',
    options: opened.poll.options,
    settings: opened.poll.settings,
  });
});

test('the list tells of each poll its kind, its state, its votes, and which one is on stage', async () => {
  const opened = await openHall(app.url);
  hall = opened;
  await opened.moderator.ask('poll:create', { code: opened.code, kind: 'rating', question: 'B' });
  await opened.moderator.ask('ballot:cast', { id: opened.poll.id, answer: choose('o1') });
  const page = await visit(screens.moderator(app.url, opened));
  await page.getByRole('button', { name: 'Tea or coffee? On stage · Open · 1 vote' }).waitFor();
  await page.getByRole('button', { name: 'B Draft · Rating' }).waitFor();
});
