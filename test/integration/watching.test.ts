import { describe, test } from '@jest/globals';
import { openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { strangersVote } from '../support/outlets.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { openTestApp } from '../support/test-app.ts';

const keep = closesAfterEach();

describe('Who watches a poll in two ways', () => {
  async function setUp() {
    const app = keep(await openTestApp({ LIMITS: 'off', CADENCE_MS: '10' }));
    const hall = await openHall(app.url, { settings: { results: 'after-vote' } });
    keep(hall.moderator);
    const { id } = hall.poll;
    const voter = keep(openRawClient(app.url));
    await voter.ask('room:join', { code: hall.code });
    await voter.ask('poll:watch', { ids: [id] });
    await voter.ask('ballot:cast', { id, answer: choose('o1') });
    return { app, hall, voter, id };
  }

  test('[T2] [H1] and stops watching the poll goes on seeing its result in the room', async () => {
    const { app, hall, voter, id } = await setUp();
    await voter.ask('poll:unwatch', { ids: [id] });
    await strangersVote(app, hall, 2);
    await voter.next('poll:tally', ({ voters }) => voters === 3);
  });

  test('[T2] [H1] and leaves the room goes on seeing the result of the poll', async () => {
    const { app, hall, voter } = await setUp();
    await voter.ask('room:leave', { code: hall.code });
    await strangersVote(app, hall, 2);
    await voter.next('poll:tally', ({ voters }) => voters === 3);
  });

  test('[H1] and stops both is shown nothing more, though their ballot counts', async () => {
    const { app, hall, voter, id } = await setUp();
    await voter.ask('room:leave', { code: hall.code });
    await voter.ask('poll:unwatch', { ids: [id] });
    await voter.none('poll:tally', async () => {
      await strangersVote(app, hall, 2);
      await voter.ask('poll:get', { id });
    });
  });
});
