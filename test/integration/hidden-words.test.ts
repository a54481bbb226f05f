import { expect, test } from '@jest/globals';
import { API_PREFIX, PollBallots } from '@pollcast/shared';
import { openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { readHttp } from '../support/outlets.ts';
import { openRawClient } from '../support/raw-client.ts';
import { describeOnStores } from '../support/stores.ts';
import { openStream } from '../support/stream-client.ts';

const keep = closesAfterEach();

describeOnStores('A word that a moderator hides', (open) => {
  test('[K4] [V2] is gone by every outlet at once, open and closed, and comes back', async () => {
    const app = keep(await open({ LIMITS: 'off', CADENCE_MS: '10' }));
    const hall = await openHall(app.url, { kind: 'words', options: [] });
    const { id } = hall.poll;
    const moderator = keep(hall.moderator);
    const door = openHttpDoor(app.url);
    for (const words of [['Zebra', 'tea'], ['zebra', '=cmd()', '<b>x</b>'], ['shit']]) {
      const voter = openRawClient(app.url);
      await voter.ask('voter:create', {});
      await voter.ask('ballot:cast', { id, answer: { words } });
      voter.close();
    }
    const watcher = keep(openRawClient(app.url));
    await watcher.ask('room:join', { code: hall.code });
    const seen = await watcher.ask('poll:get', { id });
    expect(seen.tally!.bins).toEqual({ 'w:zebra': 2, 'w:tea': 1, 'w:=cmd()': 1, 'w:<b>x</b>': 1 });
    expect(seen.tally!.voters).toBe(3);

    const stream = keep(await openStream(app.url, id));
    await stream.next('tally', ({ version }) => version >= seen.tally!.version);
    const before = stream.received().length;
    const pushed = watcher.next('poll:tally', ({ version }) => version > seen.tally!.version);
    const edited = await moderator.ask('poll:update', { id, settings: { hidden: ['\u202eZEBRA'] } });
    expect(edited.settings).toMatchObject({ hidden: ['zebra'] });
    expect(JSON.stringify(await pushed)).not.toContain('zebra');
    await stream.next('tally', ({ version }) => version > seen.tally!.version);
    expect(stream.received().slice(before)).not.toMatch(/zebra/i);
    for (const { text } of await readHttp(app, hall)) expect(text).not.toMatch(/zebra|shit/i);

    const file = await door.send('GET', `/api/v1/polls/${id}/results.csv`);
    expect(file.text).not.toMatch(/(^|,)"?=/m);
    const page = await door.send('GET', `/p/${id}`);
    expect(page.text).toContain('&lt;b&gt;x&lt;/b&gt;');

    const closed = await moderator.ask('poll:close', { id });
    const kept = await door.send('GET', `${API_PREFIX}/polls/${id}/ballots.json`, {
      secret: hall.moderatorKey,
    });
    expect(PollBallots.parse(kept.json).ballots).toEqual([
      { answer: { words: ['<b>x</b>', '=cmd()'] }, count: 1 },
      { answer: { words: ['tea'] }, count: 1 },
    ]);
    const shown = await moderator.ask('poll:update', { id, settings: { hidden: [] } });
    expect(shown.status).toBe('closed');
    const { tally } = await watcher.ask('poll:get', { id });
    expect(tally).toMatchObject({ final: true, voters: 3, bins: { 'w:zebra': 2 } });
    expect(tally!.version).toBeGreaterThan(closed.tally.version);
  });

  test('[K8] [H3] a poll that a crowd has filled goes on counting, and grows no further', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const hall = await openHall(app.url, { kind: 'words', options: [], settings: { max: 10 } });
    const { id } = hall.poll;
    const moderator = keep(hall.moderator);
    const write = async (...words: string[]) => {
      const voter = openRawClient(app.url);
      const { ballot } = await voter.ask('ballot:cast', { id, answer: { words } });
      voter.close();
      return ballot!.answer;
    };
    const writer = (_: unknown, voter: number) => Array.from({ length: 10 }, (_, word) => `${voter} ${word}`);
    await Promise.all(Array.from({ length: 100 }, writer).map((words) => write(...words)));
    expect(await write('0 0', 'late')).toEqual({ words: ['0 0', '…'] });
    expect(await write('late', 'later')).toEqual({ words: ['…'] });

    const { counted, recounted } = (await app.store.ballots.audit(id))!;
    expect(counted).toMatchObject(recounted);
    expect(Object.keys(counted.bins)).toHaveLength(1001);
    const { tally } = await moderator.ask('poll:get', { id });
    expect(tally).toMatchObject({ voters: 102, bins: { 'w:0 0': 2 } });
    const { points } = await moderator.ask('poll:history', { id });
    for (const { bins } of [tally!, points.at(-1)!]) {
      expect(Object.keys(bins)).toHaveLength(60);
      expect(bins).not.toHaveProperty('w:…');
    }
  });
});
