import { expect, test } from '@jest/globals';
import { openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { readHttp, readSocket } from '../support/outlets.ts';
import { openRawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import { openStream } from '../support/stream-client.ts';

/** The tolerance is digits that no id, time or port is likely to have. */
const RIGHT = { value: 7, tolerance: 0.4375 };
const SECRET = /0\.4375|"right":\{/;

const keep = closesAfterEach();

describeOnStores('The right answer of a number poll', (open) => {
  test('[K3] [H1] leaves by no outlet for voters and stages until voting is over, then by all of them', async () => {
    const app = keep(await open({ LIMITS: 'off', CADENCE_MS: '10' }));
    const hall = await openHall(app.url, { kind: 'number', options: [], settings: { right: RIGHT } });
    const { poll, code, viewerKey } = hall;
    const { id } = poll;
    const moderator = keep(hall.moderator);
    const voter = keep(openRawClient(app.url));
    const stage = keep(openRawClient(app.url, { key: viewerKey, view: 'stage' }));
    for (const client of [voter, stage]) await readSocket(client, hall);
    const { you } = await voter.ask('room:join', { code });
    const stream = keep(await openStream(app.url, id, { secret: you.voterToken }));
    const door = openHttpDoor(app.url);
    const heard = async () => {
      const { voterToken } = you;
      const split = await door.call('poll:split', { id }, voterToken);
      const answers = [...(await readHttp(app, hall, voterToken)), ...(await readHttp(app, hall)), split];
      return [
        ...answers.map(({ text }) => text),
        stream.received(),
        ...[voter, stage].flatMap((c) => c.received),
      ];
    };

    await voter.ask('ballot:cast', { id, answer: { value: 7 } });
    await moderator.ask('poll:update', { id, question: 'How many moons?' });
    for (const client of [voter, stage])
      await client.next('poll:changed', ({ question }) => question === 'How many moons?');
    const { poll: known, result } = await voter.ask('poll:get', { id });
    expect(known.settings).toMatchObject({ right: null });
    expect(result).toMatchObject({ median: 7 });
    for (const text of await heard()) expect(text).not.toMatch(SECRET);

    // The desk knows it, and may mend it while voting is open.
    const { result: whole } = await moderator.ask('poll:get', { id });
    expect(whole!.right).toEqual({ ...RIGHT, count: 1, percent: 100 });
    await moderator.ask('poll:update', { id, settings: { right: { ...RIGHT, value: 6 } } });
    await moderator.ask('poll:reveal', { id, revealed: false });
    await moderator.ask('poll:close', { id });
    await voter.next('poll:changed', ({ status }) => status === 'closed');
    for (const text of await heard()) expect(text).not.toMatch(SECRET);

    await moderator.ask('poll:reveal', { id, revealed: true });
    const told = { right: { value: 6, tolerance: RIGHT.tolerance } };
    for (const client of [voter, stage]) {
      const { settings } = await client.next('poll:changed', ({ revealed }) => revealed === true);
      expect(settings).toMatchObject(told);
      const seen = await client.ask('poll:get', { id });
      expect(seen.result!.right).toEqual({ ...told.right, count: 0, percent: 0 });
    }
    const page = await door.send('GET', `/p/${id}`);
    expect(page.text).toContain('Right answer: 6 ± 0.438');
    const file = await door.send('GET', `/api/v1/polls/${id}/results.json`);
    expect(file.json).toMatchObject({ result: { right: { count: 0 } } });
  });
});
