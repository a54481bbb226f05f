import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { watchShifts } from '../support/layout-shift.ts';
import { choose } from '../support/poll-samples.ts';
import { press, screens, see, seeButton, seeNot, seeRow } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
const SMALL = { viewport: { width: 320, height: 640 } };

// A server that is away is what some of the tests are about; Chromium tells of the page that is not there.
const { visit } = useBrowser({ mayComplain: [CUT_LINES, /status of 404/] });
let app: TestApp;
let hall: Hall | undefined;
beforeEach(async () => {
  app = await openTestApp();
});
afterEach(async () => {
  hall?.moderator.close();
  hall = undefined;
  await app.close();
});

type Draft = NonNullable<Parameters<typeof draftHall>[1]>;

const LONG = { label: 'A label of many words that takes more than one line on a phone. '.repeat(3).trim() };

const settings = { results: 'after-vote' } as const;
const courses: [string, BrowserContextOptions, Partial<Draft>][] = [
  ['a long label on a phone', PHONE, { options: [{ label: 'Tea' }, LONG], settings }],
  ['a long label on a small phone', SMALL, { options: [LONG, { label: 'Coffee' }], settings }],
  ['a final answer, hidden until closed', PHONE, { settings: { results: 'after-close', changeable: false } }],
  ['ten steps', PHONE, { kind: 'rating', settings: { ...settings, steps: 10 } }],
  ['five steps in view at once', SMALL, { kind: 'rating', settings: { results: 'always' } }],
];

test.each(courses)('[L2] nothing moves from waiting to the result: %s', async (_, size, changes) => {
  const { kind = 'choice' } = changes;
  hall = await draftHall(app.url, kind === 'rating' ? { ...changes, options: undefined } : changes);
  const { id, settings } = hall.poll;
  const page = await visit(screens.audience(app.url, hall), size);
  await see(page, 'Stay here');
  const watch = await watchShifts(page);

  await hall.moderator.ask('poll:open', { id, durationMs: 600_000 });
  await page.getByRole('radio').first().click();
  if (!settings.changeable) await press(page, 'Send answer');
  await see(page, 'Counted');
  await hall.moderator.ask('ballot:cast', { id, answer: kind === 'rating' ? { value: 2 } : choose('o2') });
  await hall.moderator.ask('poll:close', { id });
  await see(page, 'Voting is closed.', '2 votes', '1 (50%)');
  expect(await watch.shifts()).toEqual([]);
});

test('says how many to choose before, counts while choosing, and says what is missing', async () => {
  const options = ['Tea', 'Coffee', 'Water', 'Juice'].map((label) => ({ label }));
  hall = await openHall(app.url, { options, settings: { min: 2, max: 3 } });
  const page = await visit(screens.audience(app.url, hall), PHONE);
  await see(page, 'Choose 2 to 3.');
  await seeButton(page, 'Choose 2 more');
  await page.getByRole('checkbox', { name: 'Tea' }).click();
  await see(page, '1 of 3 chosen');
  await page.getByRole('button', { name: 'Choose 1 more' }).click({ force: true });
  await see(page, '1 of 3 chosen');
  await page.getByRole('checkbox', { name: 'Water' }).click();
  await page.getByRole('checkbox', { name: 'Coffee' }).click();
  await see(page, '3 of 3 chosen');
  await page.getByRole('checkbox', { name: 'Juice' }).click({ force: true });
  expect(await page.getByRole('checkbox', { name: 'Juice' }).isChecked()).toBe(false);
  await press(page, 'Send answer');
  await see(page, 'Counted', '1 vote');
  await seeRow(page, 'Water', '1 (100%)', 'Your answer');
});

test('a rating shows its ends, one’s own answer, and at last its mean', async () => {
  hall = await openHall(app.url, { kind: 'rating', options: undefined, settings: { steps: 5 } });
  const { id } = hall.poll;
  const page = await visit(screens.audience(app.url, hall), PHONE);
  await see(page, '1 lowest', '5 highest');
  await page.getByRole('radio', { name: '4' }).click();
  await hall.moderator.ask('ballot:cast', { id, answer: { value: 5 } });
  await see(page, 'Counted', 'Your answer: 4', '2 votes · Average 4.5');
  await hall.moderator.ask('poll:close', { id });
  await see(page, '4.5', 'average of 1 to 5', 'Your answer: 4');
  await expectAccessible(page);
});

test('open questions off stage can be answered, and the stage is followed again when it moves', async () => {
  hall = await openHall(app.url);
  const { moderator, code } = hall;
  const ask = (question: string) =>
    moderator.ask('poll:create', {
      code,
      kind: 'choice',
      question,
      options: [{ label: 'Yes' }, { label: 'No' }],
    });
  const [aside, next] = [await ask('More breaks?'), await ask('Next year again?')];
  const page = await visit(screens.audience(app.url, hall), PHONE);
  await see(page, 'Tea or coffee?');
  await moderator.ask('poll:open', { id: aside.id, stage: false });
  await see(page, '1 more open question');
  await expectAccessible(page);

  await press(page, 'More breaks?');
  await page.getByRole('heading', { name: 'More breaks?' }).waitFor();
  expect(await focused(page)).toBe('More breaks?');
  await page.getByRole('radio', { name: 'Yes' }).click();
  await see(page, 'Counted');
  await press(page, 'Back to the stage');
  await page.getByRole('heading', { name: 'Tea or coffee?' }).waitFor();
  await see(page, 'Answered');

  await press(page, 'More breaks?');
  await page.getByRole('heading', { name: 'More breaks?' }).waitFor();
  await moderator.ask('poll:open', { id: next.id });
  await page.getByRole('heading', { name: 'Next year again?' }).waitFor();
  await see(page, '2 more open questions');
});

test('[L5] [B1] an answer given while the server is away is counted once, even by a page that was reloaded', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.audience(app.url, hall), PHONE);
  await page.getByRole('radio', { name: 'Coffee' }).click();
  await see(page, 'Counted');
  await app.stop();
  await see(page, 'The server is restarting. Trying again…');
  await page.getByRole('radio', { name: 'Tea' }).click();
  await see(page, 'Not sent yet, trying again');
  await expectAccessible(page);
  await page.goto('about:blank');

  await app.start();
  await page.goto(screens.audience(app.url, hall));
  await seeRow(page, 'Tea', '1 (100%)', 'Your answer');
  await see(page, 'Counted', '1 vote');
  const audit = await app.store.ballots.audit(hall.poll.id);
  expect(audit!.recounted).toEqual({ voters: 1, bins: { o1: 1 } });
});

test('[L5] what is left of an unsent answer gives way to what was counted since', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.audience(app.url, hall), PHONE);
  const unsent = { id: hall.poll.id, round: 1, answer: choose('o1'), previous: choose('o2') };
  await page.getByRole('radio', { name: 'Coffee' }).click();
  await see(page, 'Counted');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await see(page, 'Withdrawn. You can answer again.');
  await page.goto(`${app.url}/`);
  await page.evaluate((left) => localStorage.setItem('pollcast:unsent', JSON.stringify([left])), unsent);
  await page.goto(screens.audience(app.url, hall));
  await see(page, '0 votes');
  await page.waitForFunction(() => localStorage.getItem('pollcast:unsent') === '[]');
  await see(page, '0 votes');
});

test('a device without a network says so, and goes on when it is back', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.audience(app.url, hall), PHONE);
  await see(page, 'Tea or coffee?');
  await page.context().setOffline(true);
  await app.stop();
  await see(page, 'This device is offline. It goes on when the network is back.');
  await app.start();
  await page.context().setOffline(false);
  await seeNot(page, 'This device is offline. It goes on when the network is back.');
  await page.getByRole('radio', { name: 'Tea' }).click();
  await see(page, 'Counted');
});

test('a room that was deleted says so, and asks for another code', async () => {
  hall = await openHall(app.url);
  const page = await visit(screens.audience(app.url, hall), PHONE);
  await see(page, 'Tea or coffee?');
  await hall.moderator.ask('room:delete', { code: hall.code });
  await app.restart();
  await see(page, 'This room is gone');
  await expectAccessible(page);
});

test('[L4] the audience page loads at most 60 kB of JavaScript in all, packed on the way', async () => {
  hall = await openHall(app.url);
  const page = await visit('about:blank', PHONE);
  const scripts: Promise<number>[] = [];
  page.on('response', (response) => {
    if (!response.url().endsWith('.js')) return;
    expect(response.headers()['content-encoding']).toMatch(/^(br|gzip)$/);
    scripts.push(response.body().then((body) => gzipSync(body).length));
  });
  await page.goto(screens.audience(app.url, hall));
  await page.getByRole('radio', { name: 'Tea' }).click();
  await see(page, 'Counted');
  await hall.moderator.ask('poll:close', { id: hall.poll.id });
  await see(page, 'Voting is closed.');
  const sizes = await Promise.all(scripts);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.reduce((sum, bytes) => sum + bytes)).toBeLessThanOrEqual(60_000);
});

test.each(['light', 'dark'] as const)(
  '[L8] the page is drawn in its own styles before anything else has come, %s',
  async (theme) => {
    hall = await openHall(app.url);
    const page = await visit(app.url, { ...PHONE, colorScheme: theme === 'light' ? 'dark' : 'light' });
    await page.evaluate((chosen) => localStorage.setItem('pollcast:theme', JSON.stringify(chosen)), theme);
    const asked: string[] = [];
    await page.route(/\/(assets|api)\//, (route) => void asked.push(route.request().url()));
    await page.goto(screens.audience(app.url, hall), { waitUntil: 'commit' });
    await see(page, 'Joining…');
    await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
    const { scheme, face } = await page.evaluate(() => {
      const { colorScheme, fontFamily } = getComputedStyle(document.body);
      return { scheme: colorScheme, face: fontFamily };
    });
    expect([scheme, face]).toEqual([theme, expect.stringContaining('Inter')]);
    expect(asked.length).toBeGreaterThan(0);
  },
);

function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.textContent?.trim());
}
