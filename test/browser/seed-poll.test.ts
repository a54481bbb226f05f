import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { choose } from '../support/poll-samples.ts';
import { press, screens, see, seeRow } from '../support/screens.ts';
import { seed } from '../support/seed.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const { visit } = useBrowser();
let app: TestApp;
let hall: Hall;
beforeEach(async () => {
  app = await openTestApp({ LIMITS: 'off' });
  hall = await openHall(app.url, {
    question: seed.question,
    options: seed.options.map(({ label }) => ({ label })),
  });
});
afterEach(async () => {
  hall.moderator.close();
  await app.close();
});

/** As many new voters as asked for vote for an option, all at once. */
async function vote(option: number, votes: number): Promise<void> {
  const door = openHttpDoor(app.url);
  const ballot = { id: hall.poll.id, answer: choose(hall.poll.options[option]!.id) };
  const voters = Array.from({ length: votes }, async () => {
    const { voterToken } = (await door.call('voter:create', {})).json as { voterToken: string };
    expect(await door.call('ballot:cast', ballot, voterToken)).toMatchObject({ status: 200 });
  });
  await Promise.all(voters);
}

test('[D1] the seed poll grows on every screen and ends with its four results', async () => {
  const [moderator, audience, stage] = await Promise.all([
    visit(screens.moderator(app.url, hall)),
    visit(screens.audience(app.url, hall)),
    visit(screens.stage(app.url, hall)),
  ]);
  const [first, ...others] = seed.options;
  await vote(0, first!.votes);
  await seeRow([moderator, audience], first!.label, '33 (100%)');
  await see(stage, '33 votes');
  for (const [index, { votes }] of others.entries()) await vote(index + 1, votes);
  await see(stage, '108 votes');
  await press(moderator, 'Close voting');

  await see([audience, stage], '108 votes');
  for (const { label, shown, votes } of seed.options) {
    await seeRow([moderator, audience], label, shown);
    await seeRow(stage, label, /\d+%/.exec(shown)![0], String(votes));
  }

  const reader = await visit(screens.poll(app.url, hall), { javaScriptEnabled: false });
  for (const { label, shown } of seed.options) await seeRow(reader, label, shown);
  const served = await (await fetch(screens.poll(app.url, hall))).text();
  expect(served.match(/\d+ \(\d+%\)/g)).toEqual(seed.options.map(({ shown }) => shown));
});
