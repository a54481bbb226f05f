import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { screens, see } from '../support/screens.ts';
import { describeInDirections } from '../support/spoken.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

describeInDirections('axe finds nothing on what came of a room', ({ locale, words }) => {
  // Chromium tells of results that may not be seen, of a room that is not there, and of a server that does not answer.
  const browser = useBrowser({ mayComplain: /status of 40[34]|net::ERR_/ });
  let app: TestApp;
  let hall: Hall;
  beforeAll(async () => {
    app = await openTestApp();
  });
  afterEach(() => hall.moderator.close());
  afterAll(() => app.close());

  const visit = (address: string): Promise<Page> => browser.visit(address, { locale });

  /** A closed poll of each picture that a result can have, with one vote in each. */
  async function conductedHall(): Promise<Hall> {
    const opened = await openHall(app.url);
    const { code, moderator } = opened;
    const rating = { code, kind: 'rating', question: 'How was it?' } as const;
    const settings = { min: 0, max: 100, step: 1, right: { value: 42, tolerance: 3 } };
    const number = { code, kind: 'number', question: 'How many came?', settings } as const;
    const polls = [
      opened.poll,
      await moderator.ask('poll:create', rating),
      await moderator.ask('poll:create', number),
    ];
    for (const { id, status } of polls) if (status === 'draft') await moderator.ask('poll:open', { id });
    for (const [index, { id }] of polls.entries()) {
      await moderator.ask('ballot:cast', { id, answer: index === 0 ? choose('o1') : { value: 4 } });
      await moderator.ask('poll:close', { id });
    }
    return opened;
  }

  test('[L7] [E4] on its results: none yet, all kinds, and no room', async () => {
    hall = await draftHall(app.url);
    const page = await visit(screens.results(app.url, hall));
    await see(page, words('archive.empty'));
    await expectAccessible(page);
    hall.moderator.close();
    hall = await conductedHall();
    await page.goto(screens.results(app.url, hall));
    await see(page, 'Tea or coffee?', 'How was it?', 'How many came?');
    await expectAccessible(page);
    await page.goto(`${app.url}/r/999999/results`);
    await expectAccessible(page);
  });

  test('[L7] [E5] on its report: none yet, all kinds, nothing to be seen, no server and no room', async () => {
    hall = await draftHall(app.url);
    const page = await visit(screens.report(app.url, hall));
    await see(page, words('report.empty'));
    await expectAccessible(page);
    const stranger = await visit(`${app.url}/r/${hall.code}/report`);
    await see(stranger, words('report.hidden'));
    await expectAccessible(stranger);
    hall.moderator.close();
    hall = await conductedHall();
    await page.goto(screens.report(app.url, hall));
    await see(page, 'Tea or coffee?', 'How was it?', 'How many came?');
    await page.locator('.histogram').waitFor();
    await expectAccessible(page);
    await page.route('**/results.json', (route) => route.abort('connectionrefused'));
    await page.reload();
    await see(page, words('error.unreachable'));
    await expectAccessible(page);
    await page.unroute('**/results.json');
    await page.goto(`${app.url}/r/999999/report`);
    await see(page, words('audience.noRoom', { code: '999\u00a0999' }));
    await expectAccessible(page);
  });
});
