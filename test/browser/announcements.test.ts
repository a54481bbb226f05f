import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { recordAnnouncements } from '../support/announcements.ts';
import { useBrowser } from '../support/browser.ts';
import { gatherCrowd } from '../support/crowd.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import type { RawClient } from '../support/raw-client.ts';
import { screens } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const EVERY_MS = 5_000;
/** Few, since all in all less time must pass than the connection waits for a sign of life. */
const VOTERS = 7;

const { visit } = useBrowser();
let app: TestApp;
let hall: Hall;
let crowd: RawClient[] = [];
beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(() => {
  for (const client of [...crowd, hall.moderator]) client.close();
  crowd = [];
});
afterAll(() => app.close());

/** In view: the poll’s own page keeps what it was served as, hidden behind what is live. */
const figure = (page: Page, text: string) =>
  page.getByText(text, { exact: true }).filter({ visible: true }).first();

const places = [
  ['audience page', screens.audience, 'main input'],
  ['moderator page', screens.moderator, 'main h1'],
  ['stage', screens.stage, '.tool'],
  ['embed', screens.poll, 'poll-cast [part=figure] input'],
] as const;

test.each(places)(
  '[L3] screen readers are told of a running result at most once in five seconds, and at last the newest: %s',
  async (_, address, place) => {
    hall = await openHall(app.url);
    const { id } = hall.poll;
    crowd = await gatherCrowd(app.url, VOTERS);
    const page = await visit('about:blank');
    await page.clock.install();
    await page.goto(address(app.url, hall));
    await figure(page, '0 votes').waitFor();
    // An embed tells only whoever is in it.
    await page.locator(place).first().focus();
    await page.clock.pauseAt(Date.now() + 3_000);
    const announcements = await recordAnnouncements(page);

    for (const [index, voter] of crowd.entries()) {
      await voter.ask('ballot:cast', { id, answer: choose('o1') });
      // Drawing takes time too, and only we let it pass.
      await until(async () => {
        await page.clock.runFor(2);
        return figure(page, `${index + 1} vote${index === 0 ? '' : 's'}`).isVisible();
      });
      await page.clock.runFor(1_000);
    }
    await page.clock.runFor(EVERY_MS);
    const said = await announcements();
    const gaps = said.slice(1).map(({ at }, index) => at - said[index]!.at);
    expect(gaps.filter((gapMs) => gapMs < EVERY_MS)).toEqual([]);
    expect(said.length).toBeGreaterThanOrEqual(2);
    expect(said.at(-1)!.text).toContain(`${VOTERS} votes. In front: Tea, ${VOTERS} (100%).`);
  },
);
