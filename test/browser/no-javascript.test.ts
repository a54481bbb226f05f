import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BrowserContextOptions } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { press, screens, see, seeRow } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const PLAIN: BrowserContextOptions = { javaScriptEnabled: false };

// Chromium tells of the refusals that two of the tests are about.
const { visit } = useBrowser({ mayComplain: /status of 40[349]/ });
let app: TestApp;
let hall: Hall;
beforeEach(async () => {
  app = await openTestApp();
});
afterEach(async () => {
  hall.moderator.close();
  await app.close();
});

test('[C4] the plain form and the live page count one person once', async () => {
  hall = await openHall(app.url);
  const plain = await visit(screens.poll(app.url, hall), PLAIN);
  await plain.getByRole('radio', { name: 'Tea' }).check();
  await press(plain, 'Send answer');
  await see(plain, 'Your answer is counted.');
  const live = await visit(screens.audience(app.url, hall), {
    storageState: await plain.context().storageState(),
  });
  await see(live, 'Counted', '1 (100%)');
  expect(await live.getByRole('radio', { name: 'Tea' }).isChecked()).toBe(true);
  await live.getByRole('radio', { name: 'Coffee' }).click();
  await seeRow(live, 'Coffee', '1 (100%)');
  await see(live, 'Counted');
  await plain.goto(screens.poll(app.url, hall));
  await seeRow(plain, 'Coffee', '1 (100%)', 'Your answer');
  await see(plain, '1 vote');
});

test('[B1] [B6] the same form sent again counts once; where it is final, another answer is refused', async () => {
  hall = await openHall(app.url, { settings: { changeable: false } });
  const voter = await visit(screens.poll(app.url, hall), PLAIN);
  const before = await voter.context().newPage();
  await before.goto(screens.poll(app.url, hall));
  for (const page of [voter, before]) {
    await page.getByRole('radio', { name: 'Tea' }).check();
    await press(page, 'Send answer');
    await see(page, 'Your answer is counted.', '1 vote');
  }
  expect(await voter.getByRole('radio').count()).toBe(0);

  const { id } = hall.poll;
  const again = await voter
    .context()
    .request.post(`${app.url}/p/${id}`, { form: { options: 'o2', round: 1 } });
  expect(await again.text()).toContain('Not counted.');
  expect((await hall.moderator.ask('poll:get', { id })).tally).toMatchObject({ bins: { o1: 1, o2: 0 } });
});

test('[C4] a rating and a choice of several are answered by the plain form as well', async () => {
  hall = await openHall(app.url, { settings: { max: 2 } });
  const voter = await visit(screens.poll(app.url, hall), PLAIN);
  await voter.getByRole('checkbox', { name: 'Tea' }).check();
  await voter.getByRole('checkbox', { name: 'Coffee' }).check();
  await press(voter, 'Send answer');
  await see(voter, '1 (100%)', '1 vote');

  const { id } = await hall.moderator.ask('poll:create', {
    code: hall.code,
    kind: 'rating',
    question: 'How was it?',
  });
  await hall.moderator.ask('poll:open', { id });
  await voter.goto(`${app.url}/p/${id}`);
  await voter.getByRole('radio', { name: '4' }).check();
  await press(voter, 'Send answer');
  await seeRow(voter, '4', '1 (100%)', 'Your answer');
});

test('[S2] when voting is closed the page has the result and no form; what was sent too late is told', async () => {
  hall = await openHall(app.url);
  const voter = await visit(screens.poll(app.url, hall), PLAIN);
  await hall.moderator.ask('poll:close', { id: hall.poll.id });
  await voter.getByRole('radio', { name: 'Tea' }).check();
  await press(voter, 'Send answer');
  await see(voter, 'Voting is closed.', '0 votes');
  expect(await voter.getByRole('alert').textContent()).toMatch(/^Not counted\./);
  expect(await voter.getByRole('button').count()).toBe(0);
});

test('[C2] an unknown poll is a page that says so and leads home', async () => {
  hall = await openHall(app.url);
  const lost = await visit(`${app.url}/p/nothing`, PLAIN);
  expect(await lost.getByRole('heading').textContent()).toMatch(/poll/i);
  await lost.getByRole('link', { name: 'To the start page' }).click();
  await lost.waitForURL(`${app.url}/`);
  expect(await openHttpDoor(app.url).send('GET', '/p/nothing')).toMatchObject({ status: 404 });
});

test('[I3] a form on a foreign page cannot vote for who is here', async () => {
  hall = await openHall(app.url);
  const foreign = await openTestApp();
  const voter = await visit(screens.poll(app.url, hall));
  const host = foreign.url.replace('127.0.0.1', 'localhost');
  await voter.goto(`${host}/healthz`);
  const answered = voter.waitForResponse((response) => response.request().method() === 'POST');
  await voter.setContent(`
    <form method="post" action="${screens.poll(app.url, hall)}">
      <input name="options" value="o1" /><input name="round" value="1" /><button>Win a prize</button>
    </form>`);
  await press(voter, 'Win a prize');
  expect((await answered).status()).toBe(403);
  expect((await hall.moderator.ask('poll:get', { id: hall.poll.id })).tally).toMatchObject({ voters: 0 });
  await foreign.close();
});
