// npm run screenshots: the README's pictures, taken of the seed poll with all its votes in, and of an afternoon's other
// polls. Writes docs/images.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { root } from './run.mjs';
import { withTools } from './tools.mjs';

await prepare();
const { CHROMIUM } = await withTools(['CHROMIUM']);
// Only now are there dependencies and a build to load from.
const { createClient } = await import('@pollcast/client');
const { nameOf, openCamera } = await import('./camera.mjs');
const { startCrowd } = await import('./demo-crowd.mjs');
const { startServer } = await import('./demo-server.mjs');

const seed = JSON.parse(readFileSync(join(root, 'test/fixtures/seed-poll.json'), 'utf8'));
/** What the pictures show as the server's address, and as that of a newspaper. */
const ORIGIN = 'http://vote.example.org';
const NEWSPAPER = 'http://news.example.org';
/** A stage is photographed as large as it is, and kept smaller. */
const STAGE = { colorScheme: 'dark', viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 0.75 };
const PHONE = { colorScheme: 'light', viewport: { width: 390, height: 844 }, deviceScaleFactor: 1.5 };
const LAPTOP = { colorScheme: 'light', viewport: { width: 1440, height: 900 } };
/** Two rows of tiles. */
const BOARD = { colorScheme: 'dark', viewport: { width: 1440, height: 1106 } };
const PAPER = { colorScheme: 'light', viewport: { width: 760, height: 990 } };
/** The votes take so long, so that there is a course to be plotted. */
const VOTING_S = 12;

const options = (...labels) => labels.map((label) => ({ label }));
/** The other polls, and how many chose each option or step. */
const MORE_POLLS = [
  {
    poll: { kind: 'rating', question: 'How well is the topic covered in the news?' },
    votes: [9, 17, 34, 28, 11],
  },
  {
    poll: {
      kind: 'choice',
      question: 'What should the next session be about?',
      options: options('Trade', 'Energy', 'Security', 'Climate'),
    },
    votes: [14, 37, 29, 23],
  },
  {
    poll: {
      kind: 'choice',
      question: 'Where do you follow the news?',
      options: options('Newspapers', 'Television', 'Radio', 'Podcasts', 'Social media'),
    },
    votes: [22, 18, 9, 26, 31],
  },
  {
    poll: {
      kind: 'choice',
      question: 'Was the pace right?',
      options: options('Too fast', 'Just right', 'Too slow'),
    },
    votes: [21, 68, 8],
  },
  {
    poll: { kind: 'choice', question: 'Will you come again?', options: options('Yes', 'Perhaps', 'No') },
    votes: [71, 24, 6],
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
  const hall = await openRoom(url);
  const paper = await printArticle(hall.poll.id);
  const camera = await openCamera({
    executablePath: CHROMIUM,
    names: [nameOf(ORIGIN, new URL(url).port), nameOf(NEWSPAPER, paper)],
  });
  closers.push(camera.close);
  const take = (page, name) => camera.take(page, join(root, `docs/images/${name}.webp`));

  const crowd = await takeSeedPoll({ camera, take, url }, hall);
  await takeArticle({ camera, take });
  await takeBoard({ camera, take }, hall, crowd);
}

/** On the stage, on a phone and at the moderator's desk. */
async function takeSeedPoll({ camera, take, url }, { poll, moderatorKey, viewerKey }) {
  const room = `${ORIGIN}/r/${poll.code}`;
  const audience = await camera.visit(room, PHONE);
  const stage = await camera.visit(`${room}/present#${viewerKey}`, STAGE);
  const moderator = await camera.visit(`${room}/moderate#${moderatorKey}`, LAPTOP);

  // The phone in the picture is one of the voters, and so is the newspaper's reader.
  const votes = seed.options.map(({ votes }, index) => votes - (index < 2 ? 1 : 0));
  const crowd = startCrowd({ url, poll, votes, seconds: VOTING_S });
  closers.push(crowd.leave);
  const reader = connect({ url });
  await reader.watchPolls([poll.id]);
  await reader.castBallot(poll.id, { options: [poll.options[1].id] });
  await audience.getByRole('radio').first().click();
  await crowd.voted;

  for (const page of [audience, moderator]) {
    for (const { shown } of seed.options) await page.getByText(shown, { exact: true }).waitFor();
  }
  await stage.getByText(`${seed.voters} votes`, { exact: true }).waitFor();
  await stage.getByText(`${seed.voters - 1} people here`, { exact: true }).waitFor();
  await take(stage, 'stage');
  await take(audience, 'audience');
  await take(moderator, 'moderate');
  return crowd;
}

async function takeArticle({ camera, take }) {
  const article = await camera.visit(NEWSPAPER, PAPER);
  for (const { shown } of seed.options) await article.getByText(shown, { exact: true }).waitFor();
  await take(article, 'embed');
}

/** With all polls open at once. */
async function takeBoard({ camera, take }, { poll, openOthers, viewerKey }, { clients }) {
  const board = await camera.visit(`${ORIGIN}/r/${poll.code}/board#${viewerKey}`, BOARD);
  const others = await openOthers();
  await Promise.all(others.map((other, index) => vote(other, MORE_POLLS[index].votes, [...clients])));
  for (const { votes } of MORE_POLLS) {
    const count = votes.reduce((sum, one) => sum + one);
    await board.getByText(`${count} votes`, { exact: true }).waitFor();
  }
  await board.waitForFunction((count) => document.querySelectorAll('.tile canvas').length === count, 6);
  await take(board, 'board');
}

/** Lets as many of the crowd as `votes` says choose each option or step, in no order, one after the other. */
async function vote(poll, votes, clients) {
  const answers = votes
    .flatMap((count, index) => Array.from({ length: count }, () => answerOf(poll, index)))
    .sort(() => Math.random() - 0.5);
  const pause = (VOTING_S * 1000) / answers.length;
  for (const [index, answer] of answers.entries()) {
    await clients[index].castBallot(poll.id, answer);
    await new Promise((resolve) => setTimeout(resolve, pause * Math.random() * 1.5));
  }
}

function answerOf(poll, index) {
  return poll.kind === 'rating' ? { value: index + 1 } : { options: [poll.options[index].id] };
}

/** A room with the seed poll, open for votes, and more to come. */
async function openRoom(url) {
  const guest = connect({ url });
  const { room, ...keys } = await guest.call('room:create', {
    title: seed.title,
    polls: [
      { kind: seed.kind, question: seed.question, options: seed.options.map(({ label }) => ({ label })) },
      ...MORE_POLLS.map(({ poll }) => poll),
    ],
  });
  const moderator = connect({ url, key: keys.moderatorKey });
  const joined = await moderator.joinRoom(room.code);
  const [first, ...others] = joined.room.polls;
  const poll = await moderator.call('poll:open', { id: first.id });
  const open = (id) => moderator.call('poll:open', { id, stage: false });
  return { poll, openOthers: () => Promise.all(others.map(({ id }) => open(id))), ...keys };
}

function connect(options) {
  const client = createClient(options);
  closers.push(client.close);
  return client;
}

/** Serves an article that embeds the poll. Resolves with its port. */
async function printArticle(pollId) {
  const types = { html: 'text/html; charset=utf-8', css: 'text/css', js: 'text/javascript' };
  const server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : request.url.slice(1);
    const type = types[name.split('.').at(-1)];
    if (type === undefined || name.includes('/')) return response.writeHead(404).end();
    const text = readFileSync(join(root, 'test/fixtures/article', name), 'utf8');
    response.setHeader('content-type', type);
    return response.end(text.replaceAll('{{server}}', ORIGIN).replaceAll('{{poll}}', pollId));
  }).listen(0, 'localhost');
  closers.push(() => server.close());
  await once(server, 'listening');
  return server.address().port;
}
