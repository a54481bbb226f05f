// npm run screenshots: the README's pictures, taken of the seed poll with all its votes in. Writes docs/images.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { root } from './run.mjs';
import { withTools } from './tools.mjs';

await prepare();
const { CHROMIUM } = await withTools(['CHROMIUM']);
// Only now are there dependencies and a build to load from.
const { createClient } = await import('@pollcast/client');
const { chromium } = await import('playwright-core');
const { startCrowd } = await import('./demo-crowd.mjs');
const { startServer } = await import('./demo-server.mjs');

const seed = JSON.parse(readFileSync(join(root, 'test/fixtures/seed-poll.json'), 'utf8'));
/** What the pictures show as the server's address. */
const ORIGIN = 'http://vote.example.org';
/** A stage is photographed as large as it is, and kept smaller. */
const STAGE = { colorScheme: 'dark', viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 0.75 };
const PHONE = { colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 };
const LAPTOP = { colorScheme: 'light', viewport: { width: 1440, height: 900 } };
const MORE_POLLS = [
  { kind: 'rating', question: 'How well is the topic covered in the news?' },
  {
    kind: 'choice',
    question: 'What should the next session be about?',
    options: [{ label: 'Trade' }, { label: 'Energy' }, { label: 'Security' }],
  },
];

const closers = [];
try {
  await takePictures();
} finally {
  for (const close of closers.reverse()) await close();
}

async function takePictures() {
  const { url, stop } = await startServer();
  closers.push(stop);
  const { poll, moderatorKey, viewerKey } = await openRoom(url);
  const browser = await openBrowser(url);
  const room = `${ORIGIN}/r/${poll.code}`;
  const audience = await visit(browser, room, PHONE);
  const stage = await visit(browser, `${room}/present#${viewerKey}`, STAGE);
  const moderator = await visit(browser, `${room}/moderate#${moderatorKey}`, LAPTOP);

  // The phone in the picture is one of the voters.
  const votes = seed.options.map((option, index) => option.votes - (index === 0 ? 1 : 0));
  const crowd = startCrowd({ url, poll, votes, seconds: 0 });
  closers.push(crowd.leave);
  await audience.getByRole('radio').first().click();
  await crowd.voted;

  for (const page of [audience, moderator]) {
    for (const { shown } of seed.options) await page.getByText(shown, { exact: true }).waitFor();
  }
  await stage.getByText(`${seed.voters} votes`, { exact: true }).waitFor();
  await stage.getByText(`${seed.voters} people here`, { exact: true }).waitFor();
  await take(stage, 'stage');
  await take(audience, 'audience');
  await take(moderator, 'moderate');
}

/** A room with the seed poll, open for votes, and two more to come. */
async function openRoom(url) {
  const guest = connect({ url });
  const { room, ...keys } = await guest.call('room:create', {
    title: seed.title,
    polls: [
      { kind: seed.kind, question: seed.question, options: seed.options.map(({ label }) => ({ label })) },
      ...MORE_POLLS,
    ],
  });
  const moderator = connect({ url, key: keys.moderatorKey });
  const joined = await moderator.joinRoom(room.code);
  const poll = await moderator.call('poll:open', { id: joined.room.polls[0].id });
  return { poll, ...keys };
}

function connect(options) {
  const client = createClient(options);
  closers.push(client.close);
  return client;
}

/** A browser in which the server has the address that the pictures show. */
async function openBrowser(url) {
  const mapping = `MAP ${new URL(ORIGIN).host}:80 ${new URL(url).host}`;
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=${mapping}`],
  });
  closers.push(() => browser.close());
  return browser;
}

async function visit(browser, address, options) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function take(page, name) {
  const path = join(root, `docs/images/${name}.png`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path });
  console.log(path);
}
