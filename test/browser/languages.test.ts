import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadSpeech, type Speech } from '@pollcast/shared/words';
import type { Frame, Locator, Page } from 'playwright-core';
import { type Article, openArticle } from '../support/article.ts';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { screens, see } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const SIZES = [
  ['a phone', { viewport: { width: 390, height: 844 } }],
  ['a laptop', { viewport: { width: 1440, height: 900 } }],
] as const;
const LONG = 'A choice of so many words that it takes a line more, with a mark at its end!';

const { visit } = useBrowser();
let app: TestApp;
let hall: Hall;
let article: Article;
let arabic: Speech;
beforeAll(async () => {
  arabic = await loadSpeech('ar');
  app = await openTestApp({ LIMITS: 'off' });
  const options = [{ label: 'Tea' }, { label: LONG }];
  hall = await openHall(app.url, { options, settings: { results: 'always' } });
  await hall.moderator.ask('ballot:cast', { id: hall.poll.id, answer: choose('o1') });
  const edit = (markup: string) => markup.replace(`/embed/${hall.poll.id}`, '$&?lang=ar');
  article = await openArticle({ server: app.url, pollId: hall.poll.id, edit });
});
afterAll(async () => {
  hall.moderator.close();
  await article.close();
  await app.close();
});

test('[L1] the switch changes the page’s language at once, and that of the pages after it', async () => {
  const page = await visit(app.url, { locale: 'fr-CA' });
  const french = await loadSpeech('fr');
  await see(page, french.words('home.title'));
  expect(await tongueOf(page)).toBe('fr ltr');
  await page.getByRole('combobox', { name: french.words('language.choose') }).selectOption('ar');
  await see(page, arabic.words('home.title'));
  await until(async () => (await tongueOf(page)) === 'ar rtl');
  for (const address of [screens.audience, screens.poll]) {
    await page.goto(address(app.url, hall));
    expect(await tongueOf(page)).toBe('ar rtl');
  }
});

test('[L1] what the address asks for wins over what was chosen, until another is chosen there', async () => {
  const page = await visit(app.url, { locale: 'fi' });
  expect(await tongueOf(page)).toBe('en ltr');
  await page.getByRole('combobox').selectOption('es');
  await until(async () => (await tongueOf(page)) === 'es ltr');
  await page.goto(`${app.url}/?lang=ar`);
  expect(await tongueOf(page)).toBe('ar rtl');
  await page.getByRole('combobox').selectOption('zh');
  await until(async () => (await tongueOf(page)) === 'zh ltr');
  await page.reload();
  expect(await tongueOf(page)).toBe('zh ltr');
});

describe.each(SIZES)('in Arabic on %s', (_, size) => {
  const visitInArabic = (address: string) => visit(address, { ...size, locale: 'ar' });

  test('[L1] the start page is mirrored, and so are its empty fields', async () => {
    const page = await visitInArabic(app.url);
    await see(page, arabic.words('home.title'));
    await expectMirrored(page);
    const field = page.getByPlaceholder(arabic.words('edit.option', { number: 1 }));
    const directionOf = () => field.evaluate((input) => getComputedStyle(input).direction);
    expect(await directionOf()).toBe('rtl');
    await field.fill('Tea!');
    await until(async () => (await directionOf()) === 'ltr');
  });

  test('[L1] the audience’s page is mirrored before and after an answer', async () => {
    const { poll, moderator, ...others } = await openHall(app.url, {
      options: [{ label: 'Tea' }, { label: LONG }],
      settings: { results: 'after-vote' },
    });
    const page = await visitInArabic(screens.audience(app.url, { poll, moderator, ...others }));
    await see(page, arabic.words('task.one'), arabic.words('result.afterVote'));
    await expectMirrored(page);
    await page.getByRole('radio').first().click();
    await see(page, arabic.words('vote.counted'), arabic.words('result.votes', { count: 1 }));
    await see(page, arabic.figure(1, 100));
    await expectMirrored(page);
    await expectBarsFromTheRight(page);
    moderator.close();
  });

  test('[L1] moderator, stage, board and the poll’s own page are mirrored, their bars grow from the right', async () => {
    const page = await visitInArabic(screens.moderator(app.url, hall));
    for (const screen of ['moderator', 'stage', 'board', 'poll'] as const) {
      await page.goto(screens[screen](app.url, hall));
      const share = screen === 'stage' ? arabic.percentText(100) : arabic.figure(1, 100);
      await inView(page, share).waitFor();
      await inView(page, LONG).waitFor();
      await expectMirrored(page);
      await expectBarsFromTheRight(page);
    }
  });

  test('[L1] a frame asked for in Arabic is mirrored on an English page', async () => {
    const page = await visit(article.url, size);
    await page.locator('iframe').scrollIntoViewIfNeeded();
    const inside = page.frameLocator('iframe');
    await inside.getByText(arabic.figure(1, 100), { exact: true }).waitFor();
    const frame = page.frames().find((other) => other.url().includes('/embed/'))!;
    await expectMirrored(frame);
    await expectBarsFromTheRight(frame);
    expect(await tongueOf(page)).toBe('en ');
  });
});

/** A text that is seen: the poll’s own page keeps what it was served as, hidden behind what is live. */
function inView(page: Page, text: string): Locator {
  return page.getByText(text, { exact: true }).filter({ visible: true }).first();
}

function tongueOf(page: Page | Frame): Promise<string> {
  return page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dir}`);
}

/** Reads from the right, and nothing leaves the screen at its sides. */
async function expectMirrored(page: Page | Frame): Promise<void> {
  expect(await tongueOf(page)).toBe('ar rtl');
  const beyond = () => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  };
  expect(await page.evaluate(beyond)).toBe(0);
}

/** The first option has all votes, the second none: one bar fills its track, the other waits beyond its right end. */
async function expectBarsFromTheRight(page: Page | Frame): Promise<void> {
  const bars = page.locator('.bar:visible > *');
  await until(async () => {
    const places = await bars.evaluateAll((fills) =>
      fills.map((fill) => {
        const track = fill.parentElement!.getBoundingClientRect();
        return (fill.getBoundingClientRect().left - track.left) / track.width;
      }),
    );
    return places.length === 2 && places[0]! < 0.01 && places[1]! > 0.95;
  });
}
