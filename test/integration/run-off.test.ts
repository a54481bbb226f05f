import { expect, test } from '@jest/globals';
import type { AnswerOf } from '@pollcast/shared';
import { draftHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { openRawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';

const keep = closesAfterEach();
const put = (order: string) => ({ order: order.split(' ') }) as AnswerOf<'ranking'>;
const options = ['Tea', 'Coffee', 'Water'].map((label) => ({ label }));

describeOnStores('a ranking that is closed', (open) => {
  test('[K7] [H1] has its run-off, once for each final tally, for who may see the result; files have it too', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const settings = { results: 'moderators' as const };
    const { moderator, moderatorKey, poll } = await draftHall(app.url, {
      kind: 'ranking',
      options,
      settings,
    });
    keep(moderator);
    const { id } = poll;
    await moderator.ask('poll:open', { id });
    for (const order of ['o1 o2 o3', 'o1 o2 o3', 'o2 o1 o3', 'o2 o1 o3', 'o3 o2 o1']) {
      await keep(openRawClient(app.url)).ask('ballot:cast', { id, answer: put(order) });
    }
    expect(await moderator.ask('poll:runoff', { id })).toEqual({ runoff: null });

    const { tally } = await moderator.ask('poll:close', { id });
    const { runoff } = await moderator.ask('poll:runoff', { id });
    expect(runoff).toMatchObject({ round: 1, version: tally.version, voters: 5, winner: 'o2' });
    expect(runoff!.rounds.map(({ rows, out }) => [rows.map(({ count }) => count), out])).toEqual([
      [[2, 2, 1], ['o3']],
      [[2, 3], []],
    ]);

    const voter = keep(openRawClient(app.url));
    expect(await voter.call('poll:runoff', { id })).toMatchObject({ error: { code: 'FORBIDDEN' } });
    await moderator.ask('poll:reveal', { id, revealed: true });
    expect(await voter.ask('poll:runoff', { id })).toEqual({ runoff });

    const http = openHttpDoor(app.url);
    const read = (format: string) =>
      http.send('GET', `/api/v1/polls/${id}/results.${format}`, { secret: moderatorKey });
    expect((await read('json')).json).toMatchObject({ runoff });
    const lines = (await read('csv')).text.trim().split('\r\n');
    expect(lines[0]).toMatch(/,count,percent,first,runoffRound,runoffCount$/);
    expect(lines.slice(1).map((line) => line.split(',').slice(-6).join())).toEqual([
      'Tea,6,60,2,2,2',
      'Coffee,7,70,2,2,3',
      'Water,2,20,1,1,1',
    ]);

    expect((await http.send('GET', `/p/${id}`)).text).toContain('Coffee wins in round 2 with 3 (60%).');

    await moderator.ask('poll:open', { id });
    expect(await moderator.ask('poll:runoff', { id })).toEqual({ runoff: null });
    await keep(openRawClient(app.url)).ask('ballot:cast', { id, answer: put('o3 o1 o2') });
    await keep(openRawClient(app.url)).ask('ballot:cast', { id, answer: put('o3 o1 o2') });
    await moderator.ask('poll:close', { id });
    expect((await moderator.ask('poll:runoff', { id })).runoff).toMatchObject({
      voters: 7,
      rounds: [{ out: ['o2'], tie: { among: ['o1', 'o2'], by: 'order' } }, { exhausted: 0 }],
      winner: 'o1',
    });
  });
});
