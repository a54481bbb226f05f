import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { press, screens, see, seeButton, seeNot } from '../support/screens.ts';
import { openTcpProxy } from '../support/tcp-proxy.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

// What is gone, and keys that are dead, are what some of the tests are about.
const { visit } = useBrowser({ mayComplain: [CUT_LINES, /status of 40[134]/] });
let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await openTestApp();
});
afterEach(() => hall.moderator.close());
afterAll(() => app.close());

const unfold = (page: Page, title: string) => page.locator('summary', { hasText: title }).click();
const linkOf = (page: Page, name: string) =>
  page.getByRole('link', { name: `Open: ${name}`, exact: true }).getAttribute('href');

/** Presses what saves a file, and reads the file. */
async function saved(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('links for everybody have no key in them, and what is copied is what is told', async () => {
  hall = await draftHall(app.url);
  const { code, poll, moderatorKey } = hall;
  const page = await visit(screens.moderator(app.url, hall), {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await see(page, `${code.slice(0, 3)}\u00a0${code.slice(3)}`);
  expect(await linkOf(page, 'Audience')).toBe(`${app.url}/r/${code}`);
  expect(await linkOf(page, 'Board')).toBe(`${app.url}/r/${code}/board`);
  expect(await linkOf(page, 'This poll')).toBe(`${app.url}/p/${poll.id}`);
  await see(page, 'The poll’s own page opens once voting has started.');

  await press(page, 'Copy: Moderator');
  await seeButton(page, 'Copied: Moderator');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  expect(await copied()).toBe(`${app.url}/r/${code}/moderate#${moderatorKey}`);
  await unfold(page, 'Embed this poll');
  await press(page, 'Copy: As part of the page');
  await seeButton(page, 'Copied: As part of the page');
  expect(await copied()).toBe(
    `<script type="module" src="${app.url}/embed.js"></script>\n` +
      `<poll-cast poll="${poll.id}"><a href="${app.url}/p/${poll.id}">Tea or coffee?</a></poll-cast>`,
  );
});

test('where the page may not use the clipboard, copying works the old way', async () => {
  hall = await draftHall(app.url);
  const page = await visit('about:blank', { permissions: ['clipboard-read', 'clipboard-write'] });
  // Insecure pages have no clipboard; this one is only made to believe so.
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined }),
  );
  await page.goto(screens.moderator(app.url, hall));
  await press(page, 'Copy: Audience');
  await seeButton(page, 'Copied: Audience');
  const typed = page.getByRole('button', { name: 'Rename the room' });
  await typed.click();
  await page.getByLabel('Title of the room').fill('');
  await page.keyboard.press('Control+v');
  expect(await page.getByLabel('Title of the room').inputValue()).toBe(`${app.url}/r/${hall.code}`);
  await page.keyboard.press('Escape');
});

test('the QR code is saved as a drawing of the address', async () => {
  hall = await draftHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  const { name, bytes } = await saved(page, 'Download QR code');
  expect(name).toBe(`pollcast-${hall.code}.svg`);
  expect(await readSvg(page, bytes)).toEqual({ fault: false, texts: [], title: `${app.url}/r/${hall.code}` });
});

test('[E1] a moderator saves results as a table and as data, hidden ones too; of a draft there are none', async () => {
  hall = await draftHall(app.url, { settings: { results: 'moderators' } });
  const { id } = hall.poll;
  const page = await visit(screens.moderator(app.url, hall));
  await unfold(page, 'Save results');
  await see(page, 'There is something to save once voting has started.');
  await hall.moderator.ask('poll:open', { id });
  await hall.moderator.ask('ballot:cast', { id, answer: choose('o2') });
  await see(page, '1 (100%)');

  const table = await saved(page, 'CSV: This poll');
  expect(table.name).toBe(`pollcast-${hall.code}-${id}.csv`);
  expect(table.bytes.toString()).toMatch(/Coffee,1,100\r\n$/);
  const data = JSON.parse((await saved(page, 'JSON: This poll')).bytes.toString());
  expect(data).toMatchObject({ poll: { id }, tally: { voters: 1, bins: { o1: 0, o2: 1 } } });
  const all = await saved(page, 'JSON: All polls');
  expect(all.name).toBe(`pollcast-${hall.code}.json`);
  expect(JSON.parse(all.bytes.toString())).toMatchObject({ code: hall.code, polls: [{ poll: { id } }] });
  expect((await saved(page, 'CSV: All polls')).bytes.toString()).toContain('Tea or coffee?');
});

test('[E2] the result is saved as SVG and as PNG, and copied as a picture', async () => {
  hall = await openHall(app.url, { question: 'Tea & <coffee>?' });
  const { id } = hall.poll;
  await hall.moderator.ask('ballot:cast', { id, answer: choose('o2') });
  await hall.moderator.ask('poll:close', { id });
  const page = await visit(screens.moderator(app.url, hall), {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await see(page, '1 (100%)');
  await unfold(page, 'Save results');

  const svg = await saved(page, 'SVG: Picture');
  expect(svg.name).toBe(`pollcast-${hall.code}-${id}.svg`);
  const { texts, ...rest } = await readSvg(page, svg.bytes);
  expect(rest).toEqual({ fault: false, title: 'Tea & <coffee>?' });
  const [votes, date] = texts.at(-2)!.split(' · ');
  expect([votes, ...texts.slice(0, 5)]).toEqual([
    '1 vote',
    'Tea & <coffee>?',
    '0 (0%)',
    'Tea',
    '1 (100%)',
    'Coffee',
  ]);
  expect(Date.parse(date!)).toBeGreaterThan(Date.now() - 2 * 86_400_000);
  expect(texts.at(-1)).toBe(new URL(app.url).host);

  const png = await saved(page, 'PNG: Picture');
  const { width, corner } = await readPng(page, png.bytes);
  expect({ width, corner }).toEqual({ width: 2400, corner: 'rgb(251, 250, 247)' });
  await page.getByLabel('Theme of the picture').selectOption('Dark');
  const dark = await saved(page, 'PNG: Picture');
  expect(await readPng(page, dark.bytes)).toEqual({ width: 2400, corner: 'rgb(18, 19, 22)' });

  await press(page, 'Copy: Picture');
  await seeButton(page, 'Copied: Picture');
  const types = await page.evaluate(async () =>
    (await navigator.clipboard.read()).flatMap(({ types }) => types),
  );
  expect(types).toEqual(['image/png']);
});

test('[I4] a new moderator link: the old one is dead, who had it is told, and the new one is shown to be saved', async () => {
  hall = await draftHall(app.url);
  const [page, other] = [
    await visit(screens.moderator(app.url, hall)),
    await visit(screens.moderator(app.url, hall)),
  ];
  await Promise.all([page, other].map((each) => seeButton(each, 'Open voting')));
  await unfold(page, 'Room');
  await press(page, 'New moderator link');
  await see(page, 'Replace the moderator link?');
  await press(page, 'Keep it');
  await press(page, 'New moderator link');
  await press(page, 'Replace');

  await see(page, 'Save the moderator link');
  const link = await page.locator('.saved-link input').inputValue();
  expect(link).toMatch(new RegExp(`^${app.url}/r/${hall.code}/moderate#mk_`));
  expect(link).not.toContain(hall.moderatorKey);
  expect(page.url()).toBe(link);
  await seeButton(page, 'Open voting');

  await see(other, 'The moderator link has been replaced');
  await other.getByLabel('Moderator link or key').fill(link);
  await press(other, 'Moderate');
  await press(other, 'Open voting');
  await seeButton(page, 'Close voting');
  const late = await visit(screens.moderator(app.url, hall));
  await see(late, 'This page needs the moderator key');
});

test('[C5] [I4] the answer with the new key is lost on the way, and the new key is not', async () => {
  hall = await draftHall(app.url);
  const proxy = await openTcpProxy(Number(new URL(app.url).port));
  try {
    const page = await visit(screens.moderator(`http://127.0.0.1:${proxy.port}`, hall));
    await seeButton(page, 'Open voting');
    await unfold(page, 'Room');
    await press(page, 'New moderator link');
    proxy.mute();
    await press(page, 'Replace');
    await see(page, 'Save the moderator link');
    expect(page.url()).not.toContain(hall.moderatorKey);
    await press(page, 'Open voting');
    await seeButton(page, 'Close voting');
  } finally {
    await proxy.close();
  }
});

test('[I4] new stage and board links: what was open with the old ones is cut off, the new ones are shown', async () => {
  hall = await openHall(app.url);
  const stage = await visit(screens.stage(app.url, hall));
  await see(stage, 'Tea or coffee?');
  const page = await visit(screens.moderator(app.url, hall));
  // This browser did not start the room.
  await page.getByText(/^Only the browser that started the room knows/).waitFor();
  await unfold(page, 'Room');
  await press(page, 'New stage and board links');
  await press(page, 'Replace');
  await see(page, 'The new links');
  const dialog = page.getByRole('dialog');
  const link = await dialog.getByRole('link', { name: 'Open: Stage' }).getAttribute('href');
  expect(link).toMatch(/#vk_/);
  expect(link).not.toContain(hall.viewerKey);
  await stage.getByText(/^The server does not let this page in/).waitFor();
  await stage.goto(link!);
  await stage.reload();
  await see(stage, 'Tea or coffee?');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  expect(await linkOf(page, 'Stage')).toBe(link);
});

test('a room is renamed where its title stands, for everybody at once; Escape leaves it', async () => {
  hall = await draftHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  const stage = await visit(screens.stage(app.url, hall));
  await see([page, stage], 'Hall 1');
  const title = page.getByLabel('Title of the room');
  await press(page, 'Rename the room');
  await title.fill('Nothing');
  await page.keyboard.press('Escape');
  await see(page, 'Hall 1');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Rename the room',
  );

  await page.keyboard.press('Enter');
  await title.fill(' Town hall ');
  await page.keyboard.press('Enter');
  await see([page, stage], 'Town hall');
  expect((await hall.moderator.ask('room:get', { code: hall.code })).room.title).toBe('Town hall');
});

test('a room is deleted once its code was typed; everybody in it is told that it is gone', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  const [other, audience, stage] = [
    await visit(screens.moderator(app.url, hall)),
    await visit(screens.audience(app.url, hall)),
    await visit(screens.stage(app.url, hall)),
  ];
  await Promise.all([page, other].map((each) => seeButton(each, 'Close voting')));
  await see([audience, stage], 'Tea or coffee?');
  await unfold(page, 'Room');
  await press(page, 'Delete room');
  await press(page, 'Delete for good');
  await see(page, 'This is not the code of this room.');
  await page.getByLabel(/^Type the join code/).fill(hall.code.toLowerCase());
  await press(page, 'Delete for good');
  await see([page, other, audience, stage], 'This room is gone');
  await page.getByRole('link', { name: 'To the start page', exact: true }).click();
  await page.waitForURL(`${app.url}/`);
  await see(page, 'Start a room');
  await seeNot(page, 'Your recent rooms');
  await until(async () => (await app.store.rooms.get(hall.poll.code)) === null);
});

/** Reads a picture as a browser reads the file. */
function readSvg(page: Page, bytes: Buffer): Promise<{ fault: boolean; title: string; texts: string[] }> {
  return page.evaluate((text) => {
    const svg = new DOMParser().parseFromString(text, 'image/svg+xml');
    const textsOf = (name: string) => [...svg.querySelectorAll(name)].map(({ textContent }) => textContent);
    return {
      fault: svg.querySelector('parsererror') !== null,
      title: textsOf('title').join(),
      texts: textsOf('text'),
    };
  }, bytes.toString());
}

/** The width of a picture, and the colour of its first pixel. */
function readPng(page: Page, bytes: Buffer): Promise<{ width: number; corner: string }> {
  return page.evaluate(async (data) => {
    const blob = new Blob([Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0))]);
    const bitmap = await createImageBitmap(blob);
    const context = new OffscreenCanvas(1, 1).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    return { width: bitmap.width, corner: `rgb(${red}, ${green}, ${blue})` };
  }, bytes.toString('base64'));
}
