// npm run demo: a room, its addresses, and an audience that votes while you watch. Needs nothing but Node, like npm start.
//   npm run demo -- --voters 2000 --seconds 60    a larger crowd, in the same proportions
//   npm run demo -- --url http://localhost:3000   in a server that is running already
//   npm run demo -- --exit                        ends with the vote instead of waiting for Ctrl-C
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { prepare } from './prepare.mjs';
import { fail } from './run.mjs';

const values = readOptions();
const voters = wholeNumber('voters');
const seconds = wholeNumber('seconds');

await prepare();
// Only now are there dependencies and a build to load from.
const { createClient } = await import('@pollcast/client');
const { apportion, startCrowd } = await import('./demo-crowd.mjs');
const { startServer } = await import('./demo-server.mjs');

const seed = JSON.parse(readFileSync(new URL('../test/fixtures/seed-poll.json', import.meta.url), 'utf8'));
const votes = apportion(
  voters,
  seed.options.map((option) => option.votes),
);
const closers = [];
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void end(0));

try {
  await run();
} catch (error) {
  console.error(`\n${error.message}`);
  await end(1);
}

async function run() {
  const server = values.url === undefined ? await startServer() : null;
  if (server !== null) closers.push(server.stop);
  const url = values.url ?? server.url;

  const { moderator, poll } = await openRoom(url);
  const stopProgress = moderator.onChange(() => showProgress(moderator.poll(poll.id)));
  const crowd = startCrowd({ url, poll, votes, seconds });
  closers.push(crowd.leave);
  await crowd.voted;
  await moderator.call('poll:close', { id: poll.id });
  await until(moderator, () => moderator.poll(poll.id)?.tally?.final === true);
  stopProgress();

  showResult(moderator.poll(poll.id).result);
  if (values.exit) return end(0);
  console.log('\nThe room stays until you press Ctrl-C.');
  if (server !== null) await server.exited.then(end);
}

/** A room with the seed poll, open for votes. */
async function openRoom(url) {
  const guest = connect({ url });
  const { room, moderatorKey, viewerKey } = await guest.call('room:create', {
    title: seed.title,
    polls: [
      { kind: seed.kind, question: seed.question, options: seed.options.map(({ label }) => ({ label })) },
    ],
  });
  const moderator = connect({ url, key: moderatorKey });
  const joined = await moderator.joinRoom(room.code);
  const poll = await moderator.call('poll:open', { id: joined.room.polls[0].id });
  console.log(`
${poll.question}

  vote      ${url}/r/${poll.code}
  stage     ${url}/r/${poll.code}/present#${viewerKey}
  moderate  ${url}/r/${poll.code}/moderate#${moderatorKey}
  one poll  ${url}/p/${poll.id}

${voters} voters come and vote within ${seconds} s.
`);
  return { moderator, poll };
}

function connect(options) {
  const client = createClient(options);
  closers.push(client.close);
  return client;
}

function showProgress({ turnout, result }) {
  if (!process.stdout.isTTY || result === null) return;
  const shares = result.rows.map(({ count, percent }) => `${count} (${percent}%)`.padEnd(12));
  process.stdout.write(`\r${String(turnout).padStart(6)} of ${voters}   ${shares.join('')}`);
}

function showResult({ base, rows }) {
  if (process.stdout.isTTY) process.stdout.write('\n\n');
  for (const { count, percent, label } of rows)
    console.log(`${`${count} (${percent}%)`.padStart(12)}  ${label}`);
  // People may have joined in by hand: that adds to the audience's votes and takes nothing from them.
  const byHand = base - voters;
  console.log(`${base} voters${byHand > 0 ? `, ${byHand} of them by hand` : ''}`);
  if (rows.some(({ count }, index) => count < votes[index])) throw new Error('Votes are missing.');
}

async function until(client, holds) {
  while (!holds()) {
    await new Promise((resolve) => {
      const stop = client.onChange(() => {
        stop();
        resolve();
      });
    });
  }
}

async function end(code) {
  for (const close of closers.splice(0).reverse()) await close();
  process.exit(code);
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        voters: { type: 'string', default: '108' },
        seconds: { type: 'string', default: '30' },
        url: { type: 'string' },
        exit: { type: 'boolean', default: false },
      },
    }).values;
  } catch {
    return fail('It takes --voters N, --seconds N, --url URL of a running server, and --exit.');
  }
}

function wholeNumber(name) {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 0) fail(`--${name} takes a whole number.`);
  return value;
}
