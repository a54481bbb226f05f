import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { type Article, openArticle, withoutFrame } from '../support/article.ts';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { see } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const { visit } = useBrowser();
let app: TestApp;
let hall: Hall | undefined;
let article: Article | undefined;

beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(async () => {
  hall?.moderator.close();
  await article?.close();
  [hall, article] = [undefined, undefined];
});
afterAll(() => app.close());

/** An article with the hall's poll as an element alone, its markup changed by `edit`. */
async function publish(edit: (markup: string) => string = (markup) => markup): Promise<string> {
  article = await openArticle({
    server: app.url,
    pollId: hall!.poll.id,
    edit: (markup) => edit(withoutFrame(markup)),
  });
  return article.url;
}

/** What the page asks of the server from now on, as paths. */
function requestsOf(page: Page): string[] {
  const paths: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === app.url) paths.push(url.pathname);
  });
  page.on('websocket', () => paths.push('a socket'));
  return paths;
}

const isPoll = (path: string) => path.startsWith('/api/v1/polls/');

describe('what an embed asks of the server', () => {
  test('[A3] a closed poll is one request and no socket', async () => {
    hall = await openHall(app.url);
    await hall.moderator.ask('poll:close', { id: hall.poll.id });
    const page = await visit('about:blank');
    const requests = requestsOf(page);
    await page.goto(await publish());
    await page.getByText(/^Poll conducted on /).waitFor();
    await page.waitForLoadState('networkidle');
    expect(requests.filter(isPoll)).toHaveLength(1);
    expect(requests).not.toContain('a socket');
    expect(requests.filter((path) => path.includes('sdk'))).toEqual([]);
  });

  test('[A3] a poll far below is neither read nor connected before the reader comes near', async () => {
    hall = await openHall(app.url);
    const far = `${'<p>One more line of the article.</p>'.repeat(200)}<poll-cast`;
    const page = await visit('about:blank');
    const requests = requestsOf(page);
    await page.goto(await publish((markup) => markup.replace('<poll-cast', far)));
    await page.waitForLoadState('networkidle');
    expect(requests).toEqual(['/embed.js']);
    await page.locator('poll-cast').scrollIntoViewIfNeeded();
    await until(() => requests.includes('a socket'));
    expect(requests.filter(isPoll)).toHaveLength(1);
  });

  test('[A3] all embeds of a page share one connection and one voter', async () => {
    hall = await openHall(app.url);
    const page = await visit('about:blank');
    const requests = requestsOf(page);
    const twice = (markup: string) => markup.replace(/<poll-cast[\s\S]*<\/poll-cast>/, '$&$&');
    await page.goto(await publish(twice));
    const [one, other] = [page.locator('poll-cast').nth(0), page.locator('poll-cast').nth(1)];
    await other.scrollIntoViewIfNeeded();
    await one.getByRole('radio', { name: 'Tea' }).click();
    for (const embed of [one, other]) await embed.getByText('Counted', { exact: true }).waitFor();
    expect(requests.filter((path) => path === 'a socket')).toHaveLength(1);
    expect((await hall.moderator.ask('poll:get', { id: hall.poll.id })).tally).toMatchObject({ voters: 1 });
  });

  test('[A3] the script is at most 15 kB, and a language’s words 2.5 kB, gzipped', async () => {
    hall = await openHall(app.url);
    const loaded: Request[] = [];
    const page = await visit('about:blank');
    page.on('requestfinished', (request) => loaded.push(request));
    const sizeOf = async (path: RegExp): Promise<number> => {
      const request = await until(() => loaded.find((one) => path.test(new URL(one.url()).pathname)));
      const response = (await request.response())!;
      expect(response.headers()['content-encoding']).toMatch(/^(br|gzip)$/);
      return gzipSync(await response.body()).length;
    };
    await page.goto(await publish((markup) => markup.replace('lang="en"', 'lang="ar"')));
    await see(page, 'اختاروا إجابة واحدة.');
    const script = await sizeOf(/^\/embed\.js$/);
    expect(script).toBeGreaterThan(5_000);
    expect(script).toBeLessThanOrEqual(15_000);
    expect(await sizeOf(/^\/assets\/ar-/)).toBeLessThanOrEqual(2_500);
  });
});
