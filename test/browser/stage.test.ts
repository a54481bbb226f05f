import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { gatherCrowd } from '../support/crowd.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { watchShifts } from '../support/layout-shift.ts';
import { choose } from '../support/poll-samples.ts';
import type { RawClient } from '../support/raw-client.ts';
import { press, screens, see, seeNot, seeRow } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const WALL = { width: 1920, height: 1080 };
const WALLS = [
  { width: 1280, height: 720 },
  WALL,
  { width: 3840, height: 2160 },
  { width: 1024, height: 768 },
];

const { visit } = useBrowser();
let app: TestApp;
let hall: Hall | undefined;
let crowd: RawClient[] = [];
beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(() => {
  for (const client of [...crowd, ...(hall ? [hall.moderator] : [])]) client.close();
  [hall, crowd] = [undefined, []];
});
afterAll(() => app.close());

/** So many new voters choose an option, one after the other. */
async function vote(id: string, option: string, count: number): Promise<void> {
  const voters = await gatherCrowd(app.url, count);
  crowd.push(...voters);
  for (const voter of voters) await voter.ask('ballot:cast', { id, answer: choose(option) });
}

function longOptions(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    label: `${index + 1} ${'long enough '.repeat(20)}`.slice(0, 200),
  }));
}

const labelsOn = (page: Page) => page.locator('.stage-bars .label').allTextContents();

/** Waits until the stage has found the size at which nothing of it is cut off. */
async function seeFitted(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const frame = document.querySelector('.frame')!;
    const { scrollHeight, scrollWidth } = document.documentElement;
    const overflows = [
      scrollHeight - innerHeight,
      scrollWidth - innerWidth,
      frame.scrollHeight - frame.clientHeight,
    ];
    return overflows.every((overflow) => overflow <= 0);
  });
}

test('the stage shows how to join, who is there, how many have voted, and the time that is left', async () => {
  hall = await draftHall(app.url);
  const { id } = hall.poll;
  const code = `${hall.code.slice(0, 3)}\u00a0${hall.code.slice(3)}`;
  const stage = await visit(screens.stage(app.url, hall), { viewport: WALL });
  await see(stage, 'Hall 1', code);
  await hall.moderator.ask('poll:open', { id, durationMs: 600_000 });
  await vote(id, 'o1', 2);
  for (const voter of crowd) await voter.ask('room:join', { code: hall.code });
  await see(
    stage,
    'Tea or coffee?',
    code,
    `Join at ${new URL(app.url).host}`,
    'Open',
    '2 votes',
    '2 people here',
  );
  await stage.getByRole('img', { name: /^QR code to join/ }).waitFor();
  await stage.getByText(/^\d+:\d\d left$/).waitFor();
  await hall.moderator.ask('poll:close', { id });
  await see(stage, 'Closed', 'Final result', '2 votes', '100%');
});

test('no wall scrolls, whatever the poll, and the question is large enough to be read from the last row', async () => {
  hall = await openHall(app.url, { question: 'Why '.repeat(75).trim(), options: longOptions(8) });
  const stage = await visit(screens.stage(app.url, hall), { viewport: WALL });
  for (const viewport of WALLS) {
    await stage.setViewportSize(viewport);
    await see(stage, '0 votes');
    await seeFitted(stage);
  }
  await stage.setViewportSize(WALL);
  const size = await stage
    .locator('h1')
    .evaluate((title) => Number.parseFloat(getComputedStyle(title).fontSize));
  expect(size).toBeGreaterThanOrEqual(40);
});

test('more than eight options stand in two columns, up to the largest poll', async () => {
  hall = await openHall(app.url, { options: longOptions(50) });
  const stage = await visit(screens.stage(app.url, hall), { viewport: WALL });
  await see(stage, '0 votes');
  await seeFitted(stage);
  const columns = await stage
    .locator('.stage-bars > li')
    .evaluateAll((rows) => new Set(rows.map((row) => row.getBoundingClientRect().left)).size);
  expect(columns).toBe(2);
});

test('nothing on the stage moves while votes come in, from the first one on', async () => {
  hall = await openHall(app.url, { settings: { durationMs: 600_000 } });
  const { id } = hall.poll;
  const stage = await visit(screens.stage(app.url, hall), { viewport: WALL, reducedMotion: 'no-preference' });
  const { shifts } = await watchShifts(stage);
  await see(stage, '0 votes');
  await vote(id, 'o2', 1);
  await see(stage, '1 vote', '100%');
  await vote(id, 'o1', 11);
  await see(stage, '12 votes', '92%');
  expect(await shifts()).toEqual([]);
});

test('nothing on the stage moves while time runs, when a hidden result is shown, and when voting closes', async () => {
  hall = await openHall(app.url, { settings: { results: 'moderators', durationMs: 600_000 } });
  const { id } = hall.poll;
  const stage = await visit(screens.stage(app.url, hall), { viewport: WALL, reducedMotion: 'no-preference' });
  const { shifts } = await watchShifts(stage);
  await vote(id, 'o2', 2);
  await see(stage, '2 have voted');
  // A digit less than at first.
  await stage.getByText(/^9:\d\d left$/).waitFor();
  await hall.moderator.ask('poll:reveal', { id, revealed: true });
  await see(stage, '2 votes', '100%');
  await hall.moderator.ask('poll:close', { id });
  await see(stage, 'Final result');
  expect(await shifts()).toEqual([]);
});

test('the result is sorted when asked, keeps its places while voting goes on, and is set right at the end', async () => {
  hall = await openHall(app.url);
  const { id } = hall.poll;
  const stage = await visit(screens.stage(app.url, hall), { viewport: WALL });
  await vote(id, 'o2', 1);
  await see(stage, '1 vote');
  expect(await labelsOn(stage)).toEqual(['Tea', 'Coffee']);
  await press(stage, 'Sort by result');
  expect(await labelsOn(stage)).toEqual(['Coffee', 'Tea']);
  await vote(id, 'o1', 2);
  await see(stage, '3 votes');
  expect(await labelsOn(stage)).toEqual(['Coffee', 'Tea']);
  await hall.moderator.ask('poll:close', { id });
  await see(stage, 'Final result');
  expect(await labelsOn(stage)).toEqual(['Tea', 'Coffee']);
  await stage.keyboard.press('s');
  await stage.getByRole('button', { name: 'Sort by result' }).waitFor({ state: 'attached' });
});

test('F fills the screen and gives it back; the controls come with the mouse and by Tab', async () => {
  hall = await openHall(app.url);
  const stage = await visit(screens.stage(app.url, hall), { viewport: WALL });
  await see(stage, '0 votes');
  const isFull = () => document.fullscreenElement !== null;
  await stage.keyboard.press('f');
  await stage.waitForFunction(isFull);
  await stage.keyboard.press('f');
  await stage.waitForFunction(() => document.fullscreenElement === null);
  const tools = stage.locator('.stage-tools');
  await stage.locator('.stage-tools[data-awake="false"]').waitFor({ state: 'attached' });
  await tools.evaluate((element) => Promise.all(element.getAnimations().map(({ finished }) => finished)));
  expect(await tools.evaluate((element) => getComputedStyle(element).opacity)).toBe('0');
  await stage.keyboard.press('Tab');
  expect(await tools.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await stage.waitForFunction(
    () => getComputedStyle(document.querySelector('.stage-tools')!).opacity === '1',
  );
});

test('[H1] [H2] a stage opened with the moderator’s key shows the turnout of a hidden result, and nothing else of it', async () => {
  hall = await openHall(app.url, { settings: { results: 'moderators' } });
  const { id } = hall.poll;
  const stage = await visit(`${app.url}/r/${hall.code}/present#${hall.moderatorKey}`, { viewport: WALL });
  await vote(id, 'o2', 2);
  await see(stage, 'Tea', 'Coffee', '2 have voted', 'The result is not shown yet.');
  await seeNot(stage, '2 votes', '100%');
  await hall.moderator.ask('poll:reveal', { id, revealed: true });
  await seeRow(stage, 'Coffee', '100%', '2');
  await see(stage, '2 votes');
});

test('an overlay is transparent but for its plate, in the language it asks for, and empty between polls', async () => {
  hall = await draftHall(app.url);
  const { id } = hall.poll;
  const overlay = await visit(screens.overlay(app.url, hall).replace('?', '?lang=de&'), { viewport: WALL });
  await overlay.locator('#page').waitFor({ state: 'attached' });
  await overlay.getByRole('heading', { name: 'Hall 1' }).waitFor({ state: 'attached' });
  expect(await opacityAt(await overlay.screenshot({ omitBackground: true }), { x: 0, y: 0 })).toBe(0);
  expect(await overlay.locator('.plate').count()).toBe(0);
  await hall.moderator.ask('poll:open', { id });
  await vote(id, 'o1', 1);
  await seeRow(overlay, 'Tea', '1 (100 %)');
  await see(overlay, '1 Stimme');
  expect(await overlay.getByRole('button').count()).toBe(0);
  expect(await overflowingPlate(overlay)).toBe(false);
  const picture = await overlay.screenshot({ omitBackground: true });
  expect(await opacityAt(picture, { x: WALL.width - 10, y: 10 })).toBe(0);
  const plate = (await overlay.locator('.plate').boundingBox())!;
  expect(await opacityAt(picture, { x: plate.x + 40, y: plate.y + 6 })).toBeGreaterThan(200);
  await hall.moderator.ask('poll:reset', { id });
  await overlay.locator('.plate').waitFor({ state: 'detached' });
});

function overflowingPlate(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const { left, right, top, bottom } = document.querySelector('.plate')!.getBoundingClientRect();
    return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
  });
}

/** The alpha of a PNG's pixel, 0 to 255. */
async function opacityAt(png: Buffer, { x, y }: { x: number; y: number }): Promise<number> {
  const easel = await visit('about:blank');
  return easel.evaluate(
    async ({ data, x, y }) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${data}`;
      await picture.decode();
      const canvas = new OffscreenCanvas(picture.width, picture.height).getContext('2d')!;
      canvas.drawImage(picture, 0, 0);
      return canvas.getImageData(x, y, 1, 1).data[3]!;
    },
    { data: png.toString('base64'), x, y },
  );
}
