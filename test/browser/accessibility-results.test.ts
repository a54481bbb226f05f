import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import fc from 'fast-check';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { samples } from '../support/kind-samples.ts';
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

  /** A closed poll of each kind with a vote in it. */
  async function conductedHall(): Promise<Hall> {
    const opened = await openHall(app.url);
    const { code, moderator } = opened;
    for (const { kind, poll, answer } of samples) {
      const { question, options, settings } = { ...poll, question: kind };
      const labels = options.map(({ label }) => ({ label }));
      const sample = { code, kind, question, settings, ...(labels.length > 0 && { options: labels }) };
      const { id } = await moderator.ask('poll:create', sample as never);
      await moderator.ask('poll:open', { id });
      const [drawn] = fc.sample(answer, { numRuns: 1, seed: 1 });
      await moderator.ask('ballot:cast', { id, answer: drawn! });
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
    await see(page, ...samples.map(({ kind }) => kind));
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
    await see(page, ...samples.map(({ kind }) => kind));
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
