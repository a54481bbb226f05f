import { expect, test } from '@jest/globals';
import type { ResultsVisibility } from '@pollcast/shared';
import { type Hall, openHall } from '../support/hall.ts';
import type { HttpAnswer } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { readHttp, readSocket, strangersVote } from '../support/outlets.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import { openStream, type StreamClient } from '../support/stream-client.ts';
import type { OpenTestApp, TestApp } from '../support/test-app.ts';

interface Hiding {
  results: ResultsVisibility;
  revealed: false | null;
  /** Who may not see the result although they have more than a stranger. */
  unsighted: { stage: boolean; hasVoted: boolean };
}

const NOBODY = { stage: true, hasVoted: true };
const HIDING: Hiding[] = [
  { results: 'after-vote', revealed: null, unsighted: { stage: false, hasVoted: false } },
  { results: 'after-close', revealed: null, unsighted: NOBODY },
  { results: 'moderators', revealed: null, unsighted: NOBODY },
  { results: 'always', revealed: false, unsighted: NOBODY },
];
const VOTES = 4;

/** Fields that carry counts; `"turnout":false` is a setting. */
const COUNTS = /"((tally|result|rows|bins|voters|count|percent|points|base|mean)":|turnout":\{)/;

const keep = closesAfterEach();

async function setUp(open: OpenTestApp, settings: object): Promise<{ app: TestApp; hall: Hall }> {
  const app = keep(await open({ LIMITS: 'off', CADENCE_MS: '10' }));
  const hall = await openHall(app.url, { settings });
  keep(hall.moderator);
  return { app, hall };
}

function transcript({ status, headers, text }: HttpAnswer): string {
  return [status, ...[...headers].map((header) => header.join(': ')), text].join('\n');
}

/** Whatever differs from run to run made alike: times and versions, ids, secrets. */
function alike(text: string, { code, poll: { id } }: Hall): string {
  return text
    .replaceAll(id, '<poll>')
    .replaceAll(code, '<code>')
    .replaceAll(`${code.slice(0, 3)}\u00a0${code.slice(3)}`, '<code>')
    .replace(/"sid":"[\w-]+"/, '"sid":"<sid>"')
    .replace(/(vt|mk|vk)_[\w-]+/g, '<secret>')
    .replace(/\b1\d{12}\b/g, '<time>')
    .replace(/^retry: \d+$/gm, 'retry: <time>')
    .replace(/^date: .*$/gm, 'date')
    .replace(/Expires=[^;\n]+/g, 'Expires=<time>')
    .replace(/(localhost|127\.0\.0\.1)(:|%3A)\d+/g, '<host>');
}

const HEARTBEAT = ':\n\n';

async function listen({ url }: TestApp, { poll: { id } }: Hall, secret?: string): Promise<StreamClient> {
  return keep(await openStream(url, id, { secret }));
}

const isAboutVotes = (frame: string) => !frame.includes('room:presence');

/** Everything that an onlooker gets while `votes` strangers vote, in three waves. */
async function onlook(open: OpenTestApp, hiding: Hiding, votes: number): Promise<string[]> {
  const { results, revealed, unsighted } = hiding;
  const { app, hall } = await setUp(open, { results, turnout: false });
  const { id } = hall.poll;
  if (revealed !== null) await hall.moderator.ask('poll:reveal', { id, revealed });
  await hall.moderator.next(
    'room:changed',
    ({ polls, stage }) => stage === id && polls[0]!.status === 'open',
  );
  await strangersVote(app, hall, votes);

  const voter = keep(openRawClient(app.url));
  const stages = unsighted.stage ? [hall.moderatorKey, hall.viewerKey] : [];
  const onlookers = [voter, ...stages.map((key) => keep(openRawClient(app.url, { key, view: 'stage' })))];
  for (const client of onlookers) await readSocket(client, hall);
  const { you } = await voter.ask('room:join', { code: hall.code });
  const streams = [await listen(app, hall), await listen(app, hall, you.voterToken)];
  await strangersVote(app, hall, votes);
  for (const client of onlookers) await readSocket(client, hall);

  if (unsighted.hasVoted) {
    await voter.ask('ballot:cast', { id, answer: choose('o1'), seq: 1 });
    await voter.ask('ballot:cast', { id, answer: choose('o1'), seq: 1 });
    await voter.ask('ballot:withdraw', { id, seq: 2 });
    await voter.ask('ballot:cast', { id, answer: choose('o2'), seq: 3 });
  }
  await strangersVote(app, hall, votes);
  const http = [...(await readHttp(app, hall)), ...(await readHttp(app, hall, you.voterToken))].map(
    transcript,
  );
  await hall.moderator.ask('poll:update', { id, question: 'Coffee or tea?' });
  for (const client of onlookers) {
    await client.next('poll:changed', ({ question }) => question === 'Coffee or tea?');
    await client.next('room:changed', ({ polls }) => polls[0]!.question === 'Coffee or tea?');
  }
  for (const stream of streams) await stream.next('poll', ({ question }) => question === 'Coffee or tea?');
  const frames = onlookers.flatMap(({ received }) => received.filter(isAboutVotes));
  const streamed = streams.map(({ received }) => received().replaceAll(HEARTBEAT, ''));
  return [...frames, ...streamed, ...http].map((text) => alike(text, hall));
}

describeOnStores('A result that may not be seen', (open) => {
  test.each(HIDING)(
    '[H1] $results, revealed $revealed: an onlooker gets the same bytes with votes as without',
    async (hiding) => {
      const without = await onlook(open, hiding, 0);
      const withVotes = await onlook(open, hiding, VOTES);
      expect(withVotes).toEqual(without);
      for (const text of without) expect(text).not.toMatch(COUNTS);
      // Otherwise the pages were not what they are in the field.
      expect(without.join('\n')).toContain('<h1 id="question" dir="auto">Tea or coffee?</h1>');
    },
  );
});
