import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Article, openArticle } from '../support/article.ts';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { strangersVote } from '../support/outlets.ts';
import { SIZES, screens, see, seeRow } from '../support/screens.ts';
import { seed } from '../support/seed.ts';
import { describeOnStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

/** The embedded poll's figure, in the article itself. */
const figureOn = (page: Page): Locator => page.locator('poll-cast [part=figure]');

describeOnStores('an article that embeds the seed poll', (open) => {
  const { visit } = useBrowser();
  let app: TestApp;
  let hall: Hall;
  let article: Article;
  const [first, second] = seed.options;

  beforeEach(async () => {
    app = await open({ LIMITS: 'off' });
    hall = await openHall(app.url, {
      question: seed.question,
      options: seed.options.map(({ label }) => ({ label })),
    });
    article = await openArticle({ server: app.url, pollId: hall.poll.id });
  });
  afterEach(async () => {
    hall.moderator.close();
    await article.close();
    await app.close();
  });

  test.each(SIZES)('[A1] its reader votes there on %s, once, and finds the answer again', async (_, size) => {
    const page = await visit(article.url, size);
    const figure = figureOn(page);
    await figure.getByRole('radio', { name: first!.label }).click();
    await see(page, 'Counted', '1 vote');
    await seeRow(page, first!.label, '1 (100%)', 'Your answer');
    await strangersVote(app, hall, 3);
    await see(page, '4 votes');

    await page.reload();
    await seeRow(page, first!.label, '3 (75%)', 'Your answer');
    await figure.getByRole('radio', { name: second!.label }).click();
    await seeRow(page, second!.label, '2 (50%)', 'Your answer');
    await see(page, 'Counted', '4 votes');
    expect(await page.context().cookies()).toEqual([]);
  });

  test.each(SIZES)(
    '[A2] the frame is as high as the poll in it, and votes count there on %s',
    async (_, size) => {
      const page = await visit(article.url, size);
      const frame = page.locator('iframe');
      await frame.scrollIntoViewIfNeeded();
      const inside = page.frameLocator('iframe');
      await inside.getByRole('radio', { name: first!.label }).click();
      await inside.getByText('Counted', { exact: true }).waitFor();
      await until(async () => {
        const poll = await inside
          .locator('body')
          .evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
        return poll > 300 && Number(await frame.getAttribute('height')) === poll;
      });
      await hall.moderator.next('poll:tally', ({ voters }) => voters === 1);
      expect(await page.context().cookies()).toEqual([]);
    },
  );

  test('[A1] its readers see the vote being closed, and the four results', async () => {
    const page = await visit(article.url);
    await figureOn(page).waitFor();
    await strangersVote(app, hall, 3);
    await see(page, '3 votes');
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    await page.getByText(/^Poll conducted on /).waitFor();
    await see(page, 'Voting is closed.');
    await seeRow(page, second!.label, '1 (33%)');
    expect(await figureOn(page).getByRole('radio').count()).toBe(0);
  });

  test('[A1] a vote on the poll’s own page is the browser’s, with a script and without', async () => {
    const plain = await visit(screens.poll(app.url, hall), { javaScriptEnabled: false });
    await plain.getByRole('radio', { name: first!.label }).check();
    await plain.getByRole('button', { name: 'Send answer' }).click();
    await see(plain, 'Your answer is counted.');
    const storageState = await plain.context().storageState();
    const live = await visit(screens.poll(app.url, hall), { storageState });
    await figureOn(live).getByRole('radio', { name: first!.label, checked: true }).waitFor();
    await figureOn(live).getByRole('radio', { name: second!.label }).click();
    await figureOn(live).getByText('Counted', { exact: true }).waitFor();
    await plain.goto(screens.poll(app.url, hall));
    await seeRow(plain, second!.label, '1 (100%)', 'Your answer');
  });
});
