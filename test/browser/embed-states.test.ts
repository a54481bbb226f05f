import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Article, openArticle, withoutFrame } from '../support/article.ts';
import { expectAccessible } from '../support/axe.ts';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { watchShifts } from '../support/layout-shift.ts';
import { strangersVote } from '../support/outlets.ts';
import { press, screens, see } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

// Chromium tells of the poll that is not there, of the refused token and of the server that is away.
const { visit } = useBrowser({ mayComplain: [CUT_LINES, /status of 40[14]/] });
const LONG = 'An option that says everything there is to say about itself, and then goes on. '
  .repeat(2)
  .trim();

let app: TestApp;
let hall: Hall;
let articles: Article[] = [];
beforeEach(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(async () => {
  hall.moderator.close();
  await Promise.all(articles.map((article) => article.close()));
  articles = [];
  await app.close();
});

/** An article with the hall's poll as an element alone, its markup changed by `edit`. */
async function publish(edit: (markup: string) => string = (markup) => markup): Promise<string> {
  const change = (markup: string) => edit(withoutFrame(markup));
  const article = await openArticle({ server: app.url, pollId: hall.poll.id, edit: change });
  articles.push(article);
  return article.url;
}

const withAttributes = (attributes: string) => (markup: string) =>
  markup.replace('<poll-cast', `<poll-cast ${attributes}`);
const figureOn = (page: Page) => page.locator('poll-cast [part=figure]');
/** The id of what has the focus within the embed. */
const focusIn = (page: Page) =>
  page.locator('poll-cast').evaluate(({ shadowRoot }) => {
    const { id = '', parentElement = null } = shadowRoot?.activeElement ?? {};
    return id || (parentElement?.textContent ?? '');
  });

describe('the embed in its place', () => {
  test.each([
    ['a phone', { width: 390, height: 844 }],
    ['a column of 280 px', { width: 304, height: 700 }],
    ['a laptop', { width: 1440, height: 900 }],
  ])(
    '[A4] nothing moves while it loads, votes come in, one’s own is counted and it closes: %s',
    async (_, viewport) => {
      hall = await openHall(app.url, {
        options: [{ label: LONG }, { label: 'Coffee' }, { label: 'Water' }],
        settings: { results: 'after-vote' },
      });
      const page = await visit(await publish(), { viewport });
      const watch = await watchShifts(page);
      await see(page, '0 have voted. The result shows once you have answered.');
      await strangersVote(app, hall, 3);
      await see(page, '3 have voted. The result shows once you have answered.');
      await figureOn(page).getByRole('radio', { name: 'Water' }).click();
      await see(page, 'Counted', '1 (25%)');
      await hall.moderator.ask('poll:close', { id: hall.poll.id });
      await page.getByText(/^Poll conducted on /).waitFor();
      expect(await watch.shifts()).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    },
  );

  test('[A5] it speaks the language around it, mirrored where that is read from the right', async () => {
    hall = await openHall(app.url);
    const page = await visit(await publish(withAttributes('lang="ar"')));
    await see(page, 'اختاروا إجابة واحدة.');
    expect(await figureOn(page).evaluate((form) => getComputedStyle(form).direction)).toBe('rtl');
    await page.goto(await publish((markup) => markup.replace('lang="en"', 'lang="de-AT"')));
    await see(page, 'Eine Antwort wählen.');
  });

  test('[A5] where the page does not say its language, or another one, it speaks the reader’s', async () => {
    hall = await openHall(app.url);
    const page = await visit(await publish((markup) => markup.replace(' lang="en"', '')), {
      locale: 'fr-CA',
    });
    await see(page, 'Choisissez une réponse.');
    await page.goto(await publish((markup) => markup.replace('lang="en"', 'lang="pt"')));
    await see(page, 'Choisissez une réponse.');
  });

  test('[A6] focus is kept when the answer counts, the result is told to who is there, and goes to the question when the form goes', async () => {
    hall = await openHall(app.url, { settings: { changeable: false } });
    const page = await visit(await publish());
    const told = figureOn(page).locator('[aria-live]');
    await figureOn(page).waitFor();
    await strangersVote(app, hall, 2);
    await see(page, '2 votes');
    // Who reads the article is not talked to about a poll in it.
    expect(await told.textContent()).toBe('');
    await figureOn(page).getByRole('radio', { name: 'Tea' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await focusIn(page)).toContain('Coffee');
    await page.keyboard.press('Enter');
    await see(page, 'Counted');
    expect(await focusIn(page)).toContain('Coffee');
    await until(async () => (await told.textContent())?.startsWith('3 votes. In front: '));
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    await page.getByText(/^Poll conducted on /).waitFor();
    expect(await focusIn(page)).toBe('question');
  });

  test('[A6] axe finds nothing on several answers under a heading of its own', async () => {
    hall = await openHall(app.url, { settings: { max: 2 } });
    const page = await visit(await publish(withAttributes('heading="2"')), {
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('heading', { level: 2, name: 'Tea or coffee?' }).waitFor();
    await figureOn(page).getByRole('checkbox', { name: 'Tea' }).click();
    await see(page, '1 of 2 chosen');
    await expectAccessible(page);
  });

  test('[A6] axe finds nothing on a scale with a theme of its own', async () => {
    hall = await openHall(app.url, { kind: 'rating', options: undefined });
    const page = await visit(await publish(withAttributes('theme="dark"')));
    await figureOn(page).getByRole('radio', { name: '4' }).click();
    await see(page, 'Counted');
    await expectAccessible(page);
  });
});

describe('the embed in trouble', () => {
  test('[A7] without a script, and while the server is away, its own link stands; then it can be tried again', async () => {
    hall = await openHall(app.url);
    const plain = await visit(await publish(), { javaScriptEnabled: false });
    await plain.locator('poll-cast a').click();
    await plain.waitForURL(screens.poll(app.url, hall));

    const page = await visit('about:blank');
    await page.route(/\/api\/v1\/polls\//, (route) => route.abort('connectionrefused'));
    await page.goto(articles[0]!.url);
    await see(page, 'The server cannot be reached. Check the connection and try again.');
    expect(await page.locator('poll-cast a').isVisible()).toBe(true);
    await page.unroute(/\/api\/v1\/polls\//);
    await press(page, 'Try again');
    await figureOn(page).waitFor();
  });

  test('[A7] an answer given while the connection is lost is sent when it is back, once', async () => {
    hall = await openHall(app.url);
    const page = await visit(await publish());
    await figureOn(page).getByRole('radio', { name: 'Coffee' }).click();
    await see(page, 'Counted');
    await app.stop();
    await figureOn(page).getByRole('radio', { name: 'Tea' }).click();
    await see(page, 'Not sent yet, trying again');
    await app.start();
    await see(page, 'Counted', '1 vote');
    await figureOn(page).getByRole('radio', { name: 'Tea', checked: true }).waitFor();
  });

  test('[A7] a reader whose browser stores nothing votes all the same', async () => {
    hall = await openHall(app.url);
    const page = await visit('about:blank');
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('not here', 'SecurityError');
        },
      });
    });
    await page.goto(await publish());
    await figureOn(page).getByRole('radio', { name: 'Tea' }).click();
    await see(page, 'Counted', '1 vote');
  });

  test('[I1] a token of another server’s is let go, and the reader is somebody new', async () => {
    hall = await openHall(app.url);
    const page = await visit('about:blank');
    await page.addInitScript((name) => {
      localStorage.setItem(name, JSON.stringify('vt_of_somewhere_else'));
    }, `pollcast:voter:${app.url}`);
    await page.goto(await publish());
    await figureOn(page).getByRole('radio', { name: 'Tea' }).click();
    await see(page, 'Counted', '1 vote');
  });

  test('[A7] a draft shows the page’s own link until it is opened', async () => {
    hall = await draftHall(app.url);
    const page = await visit(await publish());
    await see(page, 'This poll is not open yet, or it is gone.');
    expect(await page.locator('poll-cast a').isVisible()).toBe(true);
    await hall.moderator.ask('poll:open', { id: hall.poll.id });
    await press(page, 'Try again');
    await figureOn(page).getByRole('radio', { name: 'Tea' }).click();
    await see(page, 'Counted');
  });

  test('[A7] whoever has begun with the plain form of the poll’s page is left to finish with it', async () => {
    hall = await openHall(app.url);
    const page = await visit('about:blank');
    let letIn = () => {};
    const held = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    await page.route('**/embed.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(screens.poll(app.url, hall), { waitUntil: 'commit' });
    await page.getByRole('radio', { name: 'Coffee' }).check();
    const read = page.waitForResponse(/\/api\/v1\/polls\//);
    letIn();
    await read;
    await press(page, 'Send answer');
    await figureOn(page).getByRole('radio', { name: 'Coffee', checked: true }).waitFor();
    await figureOn(page).getByText('1 vote', { exact: true }).waitFor();
  });
});
