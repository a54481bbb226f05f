import { expect, test } from '@jest/globals';
import { API_PREFIX } from '@pollcast/shared';
import { CUT_LINES, useBrowser } from '../support/browser.ts';
import { openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openTestApp } from '../support/test-app.ts';

// While the server restarts the browser complains about its connections.
const browser = useBrowser({ mayComplain: CUT_LINES });
const keep = closesAfterEach();

interface Hearing {
  heard: { event: string; voters?: number; status?: string }[];
}

test('[T4] a browser’s own EventSource is the voter of its cookie, and comes back by itself after a restart', async () => {
  const app = keep(await openTestApp({ LIMITS: 'off' }));
  const hall = await openHall(app.url, { settings: { results: 'after-vote', turnout: false } });
  keep(hall.moderator);
  const { id } = hall.poll;
  const page = await browser.visit(`${app.url}/p/${id}`);
  await page.evaluate((address) => {
    const heard: Hearing['heard'] = [];
    const source = new EventSource(address);
    for (const event of ['poll', 'tally', 'turnout'])
      source.addEventListener(event, ({ data }) => heard.push({ event, ...JSON.parse(data) }));
    Object.assign(globalThis, { heard });
  }, `${API_PREFIX}/polls/${id}/events`);
  const heard = () => page.evaluate(() => (globalThis as unknown as Hearing).heard);
  const hears = (event: string, voters: number) =>
    page.waitForFunction(
      (wanted) =>
        (globalThis as unknown as Hearing).heard.some(
          (told) => told.event === wanted.event && (told.voters ?? 0) === wanted.voters,
        ),
      { event, voters },
    );

  await hears('poll', 0);
  await page.evaluate(
    ([address, body]) =>
      fetch(address!, { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: body! }),
    [`${API_PREFIX}/polls/${id}/ballot`, JSON.stringify({ answer: choose('o2') })],
  );
  await hears('tally', 1);
  expect((await heard())[0]).toMatchObject({ event: 'poll', status: 'open' });

  await app.restart();
  const { length } = await heard();
  await page.waitForFunction(
    (before) => (globalThis as unknown as Hearing).heard.length >= before + 2,
    length,
  );
  expect((await heard()).slice(length)).toMatchObject([{ event: 'poll' }, { event: 'tally', voters: 1 }]);
});
