import { expect, test } from '@jest/globals';
import { openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { strangersVote } from '../support/outlets.ts';
import { choose } from '../support/poll-samples.ts';
import { networkOf, openRawClient } from '../support/raw-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const keep = closesAfterEach();
const POLLS = 100;

/** A room with so many long questions that each push of it is some 100 kB; its first poll tells who has voted. */
async function wordyHall(app: TestApp) {
  const hall = await openHall(app.url, { settings: { results: 'after-vote' } });
  keep(hall.moderator);
  const question = '問'.repeat(300);
  const polls: string[] = [];
  while (polls.length < POLLS) {
    const { id } = await hall.moderator.ask('poll:create', { code: hall.code, kind: 'rating', question });
    await hall.moderator.ask('poll:open', { id, stage: false });
    polls.push(id);
  }
  return { ...hall, polls };
}

async function watcherCount({ url }: TestApp): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^pollcast_watchers\{door="socket"\} (\d+)$/m.exec(metrics)?.[1]);
}

test('[T2] [H1] who reads again is told what was closed, reset, deleted, withdrawn and left meanwhile, and no more', async () => {
  const app = keep(await openTestApp({ LIMITS: 'off', CADENCE_MS: '10' }));
  const hall = await wordyHall(app);
  const { code, moderator } = hall;
  const left = await openHall(app.url);
  keep(left.moderator);
  const [closed, reset, deleted] = hall.polls as [string, string, string];
  const kept = await moderator.ask('poll:create', {
    code,
    kind: 'choice',
    question: 'Milk?',
    options: [{ label: 'Yes' }, { label: 'No' }],
    settings: { results: 'after-vote' },
  });
  await moderator.ask('poll:open', { id: kept.id, stage: false });

  const voter = keep(openRawClient(app.url));
  const { you } = await voter.ask('room:join', { code });
  await voter.ask('room:join', { code: left.code });
  await left.moderator.next('room:presence', ({ present }) => present === 1);
  await voter.ask('poll:watch', { ids: [reset] });
  for (const { id } of [hall.poll, kept]) await voter.ask('ballot:cast', { id, answer: choose('o1') });

  const before = await watcherCount(app);
  networkOf(voter).pause();
  await until(async () => {
    await moderator.ask('room:update', { code, title: 'Hall 2' });
    return (await watcherCount(app)) === before - 1;
  });
  await moderator.ask('poll:close', { id: closed });
  await moderator.ask('poll:reset', { id: reset });
  await moderator.ask('poll:update', { id: reset, question: 'Not yet asked' });
  await moderator.ask('poll:delete', { id: deleted });
  await openHttpDoor(app.url).call('ballot:withdraw', { id: hall.poll.id }, you.voterToken);
  voter.call('room:leave', { code: left.code }).catch(() => undefined);
  await left.moderator.next('room:presence', ({ present }) => present === 0);
  networkOf(voter).resume();

  await voter.next('poll:tally', ({ pollId, final }) => pollId === closed && final);
  for (const id of [reset, deleted])
    await until(() => voter.pushes('poll:removed').some(({ pollId }) => pollId === id));
  await left.moderator.ask('room:update', { code: left.code, title: 'Left alone' });
  await strangersVote(app, hall, 2);
  await strangersVote(app, { ...hall, poll: kept }, 2);
  await voter.next('poll:tally', ({ pollId, voters }) => pollId === kept.id && voters === 3);
  const withdrawn = voter.pushes('poll:tally').filter(({ pollId }) => pollId === hall.poll.id);
  expect(withdrawn.filter(({ voters }) => voters !== 1)).toEqual([]);
  expect(voter.received.filter((text) => /Not yet asked|Left alone/.test(text))).toEqual([]);
});
