import { afterEach, expect, test } from '@jest/globals';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let voter: RawClient;

afterEach(async () => {
  voter.close();
  await app.close();
});

async function join({ code }: Hall): Promise<void> {
  voter = openRawClient(app.url);
  await voter.ask('room:join', { code });
}

test('[T2] voters hear that a poll they knew is gone, though it was a draft again', async () => {
  app = await openTestApp();
  const hall = await openHall(app.url);
  const { id } = hall.poll;
  await join(hall);
  await hall.moderator.ask('poll:reset', { id });
  await hall.moderator.ask('poll:delete', { id });
  expect(await voter.next('poll:removed')).toEqual({ pollId: id });
  hall.moderator.close();
});

test('[H1] voters hear nothing of a draft that is deleted before they ever saw it', async () => {
  app = await openTestApp();
  const hall = await draftHall(app.url);
  await join(hall);
  await voter.none('poll:removed', async () => {
    await hall.moderator.ask('poll:delete', { id: hall.poll.id });
    await hall.moderator.next('poll:removed');
    await voter.ask('room:get', { code: hall.code });
  });
  hall.moderator.close();
});
