import { expect, test } from '@jest/globals';
import { openHttpDoor } from '../support/http-door.ts';
import { openRawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';

describeOnStores('two moderators at once', (open) => {
  test('[V1] [C5] sixty polls created at the same moment are all there, each once', async () => {
    const app = await open({ LIMITS: 'off' });
    const door = openHttpDoor(app.url);
    const { json } = await door.call('room:create', { title: 'Hall 1' });
    const { room, moderatorKey } = json as { room: { code: string }; moderatorKey: string };
    const moderators = [1, 2].map(() => openRawClient(app.url, { key: moderatorKey }));
    const created = await Promise.all(
      Array.from({ length: 60 }, (_, number) =>
        moderators[number % 2]!.ask('poll:create', {
          code: room.code,
          kind: 'rating',
          question: `Question ${number}`,
        }),
      ),
    );
    const { room: after } = await moderators[0]!.ask('room:get', { code: room.code });
    expect(after.polls.map(({ id }) => id).sort()).toEqual(created.map(({ id }) => id).sort());
    for (const moderator of moderators) moderator.close();
    await app.close();
  });
});
