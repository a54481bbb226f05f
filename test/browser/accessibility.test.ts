import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { press, screens, see } from '../support/screens.ts';
import { describeInDirections } from '../support/spoken.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const PHONE = { viewport: { width: 390, height: 844 } };
const WALL = { viewport: { width: 1920, height: 1080 } };

describeInDirections('axe finds nothing', ({ locale, words, figure }) => {
  // Chromium tells of the page that is not there, and of connections that are cut on purpose.
  const browser = useBrowser({ mayComplain: [CUT_LINES, /status of 40[149]/] });
  let app: TestApp;
  let line: TcpProxy;
  let hall: Hall | undefined;
  beforeAll(async () => {
    app = await openTestApp();
    line = await openTcpProxy(Number(new URL(app.url).port));
  });
  afterEach(() => {
    restoreLine();
    hall?.moderator.close();
    hall = undefined;
  });
  afterAll(async () => {
    await line.close();
    await app.close();
  });

  const visit = (address: string, options?: BrowserContextOptions): Promise<Page> =>
    browser.visit(address, { locale, ...options });
  /** The server, by the line that can be cut. */
  const overLine = () => `http://127.0.0.1:${line.port}`;
  function cutLine(): void {
    line.target = '/nowhere';
    line.cut();
  }
  function restoreLine(): void {
    line.target = Number(new URL(app.url).port);
  }
  /** A key of the room that nobody was given. */
  const wrongKey = (kind: 'mk' | 'vk') => `${kind}_${hall!.code}_${'x'.repeat(43)}`;

  test('[L7] on the start page, with and without recent rooms, and with a fault', async () => {
    const page = await visit(app.url);
    await expectAccessible(page);
    hall = await openHall(app.url);
    await page.goto(screens.audience(app.url, hall));
    await see(page, 'Tea or coffee?');
    await page.goto(app.url);
    await see(page, words('home.recent'));
    await press(page, words('home.go'));
    await page.getByRole('alert').waitFor();
    await expectAccessible(page);
  });

  test('[L7] where there is no room, no code and no page', async () => {
    const page = await visit(app.url);
    for (const screen of ['', '/present', '/board']) {
      await page.goto(`${app.url}/r/999999${screen}`);
      await see(page, words('audience.noRoom', { code: '999\u00a0999' }));
      await expectAccessible(page);
    }
    await page.goto(`${app.url}/r/nowhere`);
    await see(page, words('audience.noCode'));
    await expectAccessible(page);
    await page.goto(`${app.url}/nothing`);
    await see(page, words('page.nothing'));
    await expectAccessible(page);
  });

  test('[L7] on the audience page, from waiting to the result', async () => {
    hall = await draftHall(app.url);
    const { id } = hall.poll;
    const page = await visit(screens.audience(app.url, hall), PHONE);
    await see(page, words('audience.waiting'));
    await expectAccessible(page);
    await hall.moderator.ask('poll:open', { id, durationMs: 600_000 });
    await see(page, 'Tea or coffee?');
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Tea' }).click();
    await see(page, words('vote.counted'));
    await expectAccessible(page);
    await hall.moderator.ask('poll:reveal', { id, revealed: false });
    await see(page, words('result.notShown'));
    await expectAccessible(page);
    await hall.moderator.ask('poll:reveal', { id, revealed: true });
    await hall.moderator.ask('poll:close', { id });
    await see(page, words('audience.closed'), figure(1, 100));
    await expectAccessible(page);
  });

  test('[L7] on the audience page while an answer is on its way, while it cannot be sent, and when it came too late', async () => {
    hall = await openHall(app.url);
    const page = await visit(screens.audience(overLine(), hall), PHONE);
    await see(page, 'Tea or coffee?');
    line.mute();
    await page.getByRole('radio', { name: 'Tea' }).click();
    await see(page, words('vote.sending'));
    await expectAccessible(page);
    cutLine();
    await page.locator('.connection p').waitFor();
    await see(page, words('vote.retrying'));
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Coffee' }).click();
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    restoreLine();
    await see(page, words('vote.refused', { reason: words('error.POLL_CLOSED') }));
    await expectAccessible(page);
  });

  test('[L7] on the audience page of a rating and of several answers', async () => {
    hall = await openHall(app.url, { settings: { max: 2 } });
    const page = await visit(screens.audience(app.url, hall));
    await page.getByRole('checkbox', { name: 'Tea' }).click();
    await see(page, words('vote.chosen', { count: 1, max: 2 }));
    await expectAccessible(page);
    const rating = { code: hall.code, kind: 'rating', question: 'How was it?' } as const;
    const { id } = await hall.moderator.ask('poll:create', rating);
    await hall.moderator.ask('poll:open', { id });
    await page.locator('input[value="4"]').click();
    await see(page, words('vote.counted'));
    await expectAccessible(page);
  });

  test('[L7] on the stage: before, with a result, without one, closed, cut off and refused', async () => {
    hall = await draftHall(app.url);
    const { id } = hall.poll;
    const page = await visit(screens.stage(overLine(), hall), WALL);
    await see(page, 'Hall 1');
    await expectAccessible(page);
    await hall.moderator.ask('poll:open', { id });
    await hall.moderator.ask('ballot:cast', { id, answer: choose('o2') });
    await see(page, words('result.votes', { count: 1 }));
    await expectAccessible(page);
    await hall.moderator.ask('poll:reveal', { id, revealed: false });
    await see(page, words('result.voted', { count: 1 }));
    await expectAccessible(page);
    await hall.moderator.ask('poll:reveal', { id, revealed: true });
    await hall.moderator.ask('poll:close', { id });
    await see(page, words('status.closed'), words('result.votes', { count: 1 }));
    await expectAccessible(page);
    cutLine();
    await page.locator('.connection p').waitFor();
    await expectAccessible(page);
    const refused = await visit(`${app.url}/r/${hall.code}/present#${wrongKey('vk')}`, WALL);
    await refused.locator('.connection p[data-status="refused"]').waitFor();
    await expectAccessible(refused);
  });

  test('[L7] on the overlay: empty, with a result, without one, closed and cut off', async () => {
    hall = await draftHall(app.url);
    const { id } = hall.poll;
    const page = await visit(screens.overlay(overLine(), hall), WALL);
    await page.locator('#page').waitFor({ state: 'attached' });
    await expectAccessible(page);
    await hall.moderator.ask('poll:open', { id, durationMs: 600_000 });
    await hall.moderator.ask('ballot:cast', { id, answer: choose('o2') });
    await see(page, 'Tea or coffee?', words('result.votes', { count: 1 }));
    await expectAccessible(page);
    await hall.moderator.ask('poll:reveal', { id, revealed: false });
    await see(page, words('result.voted', { count: 1 }));
    await expectAccessible(page);
    await hall.moderator.ask('poll:reveal', { id, revealed: true });
    await hall.moderator.ask('poll:close', { id });
    await see(page, words('stage.final'), words('result.votes', { count: 1 }));
    await expectAccessible(page);
    cutLine();
    await page.context().setOffline(true);
    await expectAccessible(page);
  });

  test('[L7] on the board: empty, with a result, without one, closed, cut off and refused', async () => {
    hall = await draftHall(app.url);
    const { id } = hall.poll;
    const page = await visit(`${overLine()}/r/${hall.code}/board`);
    await see(page, words('board.empty'));
    await expectAccessible(page);
    await hall.moderator.ask('poll:open', { id });
    await hall.moderator.ask('ballot:cast', { id, answer: choose('o2') });
    await see(page, 'Tea or coffee?', words('result.votes', { count: 1 }));
    await expectAccessible(page);
    await hall.moderator.ask('poll:reveal', { id, revealed: false });
    await see(page, words('result.voted', { count: 1 }));
    await expectAccessible(page);
    await hall.moderator.ask('poll:close', { id });
    await see(page, words('status.closed'));
    await expectAccessible(page);
    cutLine();
    await page.locator('.connection p').waitFor();
    await expectAccessible(page);
    const refused = await visit(`${app.url}/r/${hall.code}/board#${wrongKey('vk')}`);
    await refused.locator('.connection p[data-status="refused"]').waitFor();
    await expectAccessible(refused);
  });

  test('[L7] on the board of a poll enlarged, its course as a plot and as a table', async () => {
    hall = await openHall(app.url);
    await hall.moderator.ask('ballot:cast', { id: hall.poll.id, answer: choose('o2') });
    const page = await visit(screens.board(app.url, hall));
    await page.locator('canvas').waitFor();
    await expectAccessible(page);
    await press(page, 'Tea or coffee\\?');
    await page.getByText(words('board.asTable')).click();
    await page.getByRole('dialog').locator('canvas').waitFor();
    await expectAccessible(page);
  });

  test('[L7] on the plain page of a poll: open, answered, refused, closed, and where there is none', async () => {
    hall = await openHall(app.url, { settings: { results: 'after-vote' } });
    const page = await visit('about:blank');
    // As without a script; axe itself needs them.
    await page.route('**/embed.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await page.goto(screens.poll(app.url, hall));
    await expectAccessible(page);
    await page.getByRole('radio', { name: 'Tea' }).check();
    await press(page, words('vote.send'));
    await see(page, words('page.counted'));
    await expectAccessible(page);
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    await page.getByRole('radio', { name: 'Coffee' }).check();
    await press(page, words('page.change'));
    await see(page, words('vote.refused', { reason: words('error.POLL_CLOSED') }), words('page.closed'));
    await expectAccessible(page);
    await page.goto(`${app.url}/p/nothing`);
    await expectAccessible(page);
  });
});
