import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import { languages } from '@pollcast/shared/words';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { type Article, openArticle } from '../support/article.ts';
import { expectAccessible } from '../support/axe.ts';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { screens, see } from '../support/screens.ts';
import { describeInDirections } from '../support/spoken.ts';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

/** High enough for the element and the frame at once: out of sight an embed is not connected. */
const DESK = { viewport: { width: 1440, height: 2600 } };

describeInDirections(
  'axe finds nothing on an article with a poll, and with the same in a frame',
  (spoken) => {
    const { locale, words, figure } = spoken;
    // Chromium tells of the poll that is not there, and of connections that are cut on purpose.
    const browser = useBrowser({ mayComplain: [CUT_LINES, /status of 404/] });
    let app: TestApp;
    let line: TcpProxy;
    let hall: Hall;
    let article: Article | undefined;
    beforeAll(async () => {
      app = await openTestApp({ LIMITS: 'off' });
      line = await openTcpProxy(Number(new URL(app.url).port));
    });
    afterEach(async () => {
      restoreLine();
      hall.moderator.close();
      await article?.close();
      article = undefined;
    });
    afterAll(async () => {
      await line.close();
      await app.close();
    });

    function cutLine(): void {
      line.target = '/nowhere';
      line.cut();
    }
    function restoreLine(): void {
      line.target = Number(new URL(app.url).port);
    }

    /** Opens the article in the language, with its poll by the line that can be cut. */
    async function readArticle(): Promise<Page> {
      const { id } = hall.poll;
      const { direction } = languages[locale];
      const edit = (markup: string) =>
        markup
          .replace('lang="en"', `lang="${locale}" dir="${direction}"`)
          .replace(`/embed/${id}`, `$&?lang=${locale}`);
      article = await openArticle({ server: `http://127.0.0.1:${line.port}`, pollId: id, edit });
      return browser.visit(article.url, { locale, ...DESK });
    }
    /** The poll as the article's own, and in its frame. */
    const embedsOf = (page: Page) => [
      page.locator('poll-cast'),
      page.frameLocator('iframe').locator('poll-cast'),
    ];
    const seeIn = (places: (Locator | FrameLocator)[], text: string) =>
      Promise.all(
        places.map((place) =>
          place.getByText(text, { exact: true }).filter({ visible: true }).first().waitFor(),
        ),
      );
    async function answer(page: Page, label: string): Promise<void> {
      for (const embed of embedsOf(page)) await embed.getByRole('radio', { name: label }).click();
    }

    test('[L7] [A6] from nothing to the result', async () => {
      hall = await draftHall(app.url);
      const { id } = hall.poll;
      const page = await readArticle();
      await see(page, words('error.POLL_NOT_FOUND'));
      await seeIn([page.frameLocator('iframe')], words('error.POLL_NOT_FOUND'));
      await expectAccessible(page);
      await hall.moderator.ask('poll:open', { id, durationMs: 600_000 });
      await page.reload();
      await seeIn(embedsOf(page), 'Tea or coffee?');
      await expectAccessible(page);
      await answer(page, 'Tea');
      await seeIn(embedsOf(page), words('vote.counted'));
      await seeIn(embedsOf(page), figure(2, 100));
      await expectAccessible(page);
      await hall.moderator.ask('poll:reveal', { id, revealed: false });
      await seeIn(embedsOf(page), `${words('result.voted', { count: 2 })}. ${words('result.notShown')}`);
      await expectAccessible(page);
      await hall.moderator.ask('poll:reveal', { id, revealed: true });
      await hall.moderator.ask('poll:close', { id });
      await Promise.all(embedsOf(page).map((embed) => embed.locator('form:not(:has(input))').waitFor()));
      await expectAccessible(page);
      await page.reload();
      await seeIn(embedsOf(page), words('result.votes', { count: 2 }));
      await expectAccessible(page);
    });

    test('[L7] [A6] while an answer is on its way, while it cannot be sent, when it came too late, and with no server', async () => {
      hall = await openHall(app.url);
      const page = await readArticle();
      await seeIn(embedsOf(page), words('result.votes', { count: 0 }));
      line.mute();
      await answer(page, 'Tea');
      await seeIn(embedsOf(page), words('vote.sending'));
      await expectAccessible(page);
      cutLine();
      await seeIn(embedsOf(page), words('vote.retrying'));
      await expectAccessible(page);
      await answer(page, 'Coffee');
      await hall.moderator.ask('poll:close', { id: hall.poll.id });
      restoreLine();
      await seeIn(embedsOf(page), words('vote.refused', { reason: words('error.POLL_CLOSED') }));
      await expectAccessible(page);
      await page.route(/\/api\/v1\/polls\//, (route) => route.abort('connectionrefused'));
      await page.reload();
      await seeIn(embedsOf(page), words('error.unreachable'));
      await expectAccessible(page);
    });

    test('[L7] [A6] on the poll’s own page, told live', async () => {
      hall = await openHall(app.url, { kind: 'rating', options: undefined });
      const page = await browser.visit(screens.poll(app.url, hall), { locale });
      await page.locator('poll-cast [part=figure] input').nth(3).click();
      await page.locator('poll-cast .counted').waitFor();
      await expectAccessible(page);
      await hall.moderator.ask('poll:close', { id: hall.poll.id });
      await page.locator('poll-cast form:not(:has(input))').waitFor();
      await expectAccessible(page);
    });
  },
);
