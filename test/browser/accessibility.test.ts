import { afterAll, afterEach, beforeAll, test } from '@jest/globals';
import { expectAccessible } from '../support/axe.ts';
import { useBrowser } from '../support/browser.ts';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { press, screens, see, seeButton } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

// Chromium tells of the page that is not there.
const { visit } = useBrowser({ mayComplain: /status of 404/ });
let app: TestApp;
let hall: Hall | undefined;
beforeAll(async () => {
  app = await openTestApp();
});
afterEach(() => {
  hall?.moderator.close();
  hall = undefined;
});
afterAll(() => app.close());

test('axe finds nothing on the start page, with and without recent rooms, and where there is no room', async () => {
  const page = await visit(app.url);
  await expectAccessible(page);
  hall = await draftHall(app.url);
  await page.goto(screens.moderator(app.url, hall));
  await seeButton(page, 'Open voting');
  await page.goto(app.url);
  await see(page, 'Your recent rooms');
  await press(page, 'Join');
  await page.getByRole('alert').waitFor();
  await expectAccessible(page);
  await page.goto(`${app.url}/r/999999`);
  await see(page, 'There is no room 999\u00a0999');
  await expectAccessible(page);
});

test('axe finds nothing on the audience page from waiting to the result', async () => {
  hall = await draftHall(app.url);
  const { id } = hall.poll;
  const page = await visit(screens.audience(app.url, hall), { viewport: { width: 390, height: 844 } });
  await see(page, 'Stay here');
  await expectAccessible(page);
  await hall.moderator.ask('poll:open', { id, durationMs: 600_000 });
  await see(page, 'Tea or coffee?');
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Tea' }).click();
  await see(page, 'Counted');
  await expectAccessible(page);
  await hall.moderator.ask('poll:reveal', { id, revealed: false });
  await see(page, 'The result is not shown yet.');
  await expectAccessible(page);
  await hall.moderator.ask('poll:reveal', { id, revealed: true });
  await hall.moderator.ask('poll:close', { id });
  await see(page, 'Voting is closed.', '1 (100%)');
  await expectAccessible(page);
});

test('axe finds nothing on the audience page of a rating and of several answers', async () => {
  hall = await openHall(app.url, { settings: { max: 2 } });
  const page = await visit(screens.audience(app.url, hall));
  await page.getByRole('checkbox', { name: 'Tea' }).click();
  await see(page, '1 of 2 chosen');
  await expectAccessible(page);
  const rating = { code: hall.code, kind: 'rating', question: 'How was it?' } as const;
  const { id } = await hall.moderator.ask('poll:create', rating);
  await hall.moderator.ask('poll:open', { id });
  await page.getByRole('radio', { name: '4' }).click();
  await see(page, 'Counted');
  await expectAccessible(page);
});

test('axe finds nothing on the moderator page: draft, editor, open, keys', async () => {
  hall = await draftHall(app.url);
  const page = await visit(screens.moderator(app.url, hall));
  await seeButton(page, 'Open voting');
  await expectAccessible(page);
  await press(page, 'Edit');
  await see(page, 'Edit poll');
  await expectAccessible(page);
  await press(page, 'Cancel');
  await press(page, 'Open voting');
  await seeButton(page, 'Close voting');
  await hall.moderator.ask('ballot:cast', { id: hall.poll.id, answer: choose('o1') });
  await see(page, '1 (100%)');
  await expectAccessible(page);
  await page.keyboard.press('?');
  await see(page, 'Keyboard');
  await expectAccessible(page);
});

test('axe finds nothing on the moderator page: closed, reset, deleted, and without the key', async () => {
  hall = await openHall(app.url);
  await hall.moderator.ask('poll:close', { id: hall.poll.id });
  const page = await visit(screens.moderator(app.url, hall));
  await see(page, '0 (0%)');
  await expectAccessible(page);
  await press(page, 'More');
  await expectAccessible(page);
  await press(page, 'Reset');
  await see(page, 'Start over?');
  await expectAccessible(page);
  await press(page, 'Keep it');
  await press(page, 'More');
  await press(page, 'Delete');
  await see(page, 'Poll deleted.', 'Ask the first question');
  await expectAccessible(page);

  const keyless = await visit(`${app.url}/r/${hall.code}/moderate`);
  await see(keyless, 'This page needs the moderator key');
  await expectAccessible(keyless);
});

test('axe finds nothing on the stage: before, with a result, without one, and closed', async () => {
  hall = await draftHall(app.url);
  const { id } = hall.poll;
  const page = await visit(screens.stage(app.url, hall), { viewport: { width: 1920, height: 1080 } });
  await see(page, 'Hall 1');
  await expectAccessible(page);
  await hall.moderator.ask('poll:open', { id });
  await hall.moderator.ask('ballot:cast', { id, answer: choose('o2') });
  await see(page, '1 vote');
  await expectAccessible(page);
  await hall.moderator.ask('poll:reveal', { id, revealed: false });
  await see(page, '1 has voted');
  await expectAccessible(page);
  await hall.moderator.ask('poll:reveal', { id, revealed: true });
  await hall.moderator.ask('poll:close', { id });
  await see(page, 'Closed', '1 vote');
  await expectAccessible(page);
});

test('axe finds nothing on the plain page of a poll: open, answered, closed, and where there is none', async () => {
  hall = await openHall(app.url);
  const page = await visit('about:blank');
  // As without a script; axe itself needs them.
  await page.route('**/embed.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.goto(screens.poll(app.url, hall));
  await expectAccessible(page);
  await page.getByRole('radio', { name: 'Tea' }).check();
  await press(page, 'Send answer');
  await see(page, 'Your answer is counted.');
  await expectAccessible(page);
  await hall.moderator.ask('poll:close', { id: hall.poll.id });
  await page.reload();
  await see(page, 'Voting is closed.');
  await expectAccessible(page);
  await page.goto(`${app.url}/p/nothing`);
  await expectAccessible(page);
});
