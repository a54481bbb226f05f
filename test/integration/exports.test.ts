import { describe, expect, test } from '@jest/globals';
import { API_PREFIX, PollBallots, type PollId, PollResults, RoomResults } from '@pollcast/shared';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { type HttpAnswer, openHttpDoor, problemOf } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { strangersVote } from '../support/outlets.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { seed } from '../support/seed.ts';
import { describeOnStores } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const keep = closesAfterEach();
const HEADER = 'poll,question,kind,status,round,openedAt,closedAt,voters,option,label,count,percent';
const BOM = '\ufeff';

type Changes = Parameters<typeof openHall>[1];

async function hallIn(app: TestApp, changes: Changes = {}): Promise<Hall> {
  const hall = await openHall(app.url, changes);
  keep(hall.moderator);
  return hall;
}

function read({ url }: TestApp, path: string, secret?: string): Promise<HttpAnswer> {
  return openHttpDoor(url).send('GET', API_PREFIX + path, { secret });
}

/** The four files in which a poll's counts stand, by address. */
function filesOf({ code, poll: { id } }: Hall): string[] {
  return [`/polls/${id}`, `/rooms/${code}`].flatMap((thing) => [
    `${thing}/results.csv`,
    `${thing}/results.json`,
  ]);
}

const iso = (at: number | null) => new Date(at!).toISOString();

describeOnStores('results as files', (open) => {
  test('[E1] [P1] are the rows of the result, as a table and as JSON', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const hall = await hallIn(app);
    const { id } = hall.poll;
    await strangersVote(app, hall, 6);
    const { poll } = await hall.moderator.ask('poll:close', { id });
    const view = await hall.moderator.ask('poll:get', { id });
    expect(view.result!.rows.map(({ percent }) => percent)).toEqual([67, 33]);

    const csv = await read(app, `/polls/${id}/results.csv`);
    expect(Object.fromEntries(csv.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename=pollcast-${hall.code}-${id}.csv`,
      'cache-control': 'no-store',
    });
    const course = `closed,1,${iso(poll.openedAt)},${iso(poll.closedAt)},6`;
    expect(csv.text).toBe(
      [
        `${BOM}${HEADER}`,
        `${id},Tea or coffee?,choice,${course},o1,Tea,4,67`,
        `${id},Tea or coffee?,choice,${course},o2,Coffee,2,33`,
        '',
      ].join('\r\n'),
    );

    const json = await read(app, `/polls/${id}/results.json`);
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { serverNow: _, ...found } = PollResults.parse(json.json);
    expect(found).toEqual({ poll: view.poll, tally: view.tally, result: view.result });
  });

  test('[E1] of a room are those of its polls in their order, without drafts and what was deleted', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const hall = await hallIn(app);
    const { code, moderator, moderatorKey } = hall;
    const create = (question: string) => moderator.ask('poll:create', { code, kind: 'rating', question });
    const [rated, draft, deleted] = [await create('How was it?'), await create('Later'), await create('No')];
    for (const { id } of [rated, deleted]) await moderator.ask('poll:open', { id });
    await moderator.ask('poll:delete', { id: deleted.id });
    await moderator.ask('poll:move', { id: rated.id, before: hall.poll.id });
    await openRawClientFor(app).ask('ballot:cast', { id: rated.id, answer: { value: 4 } });

    for (const secret of [undefined, moderatorKey]) {
      const json = await read(app, `/rooms/${code.toLowerCase()}/results.json`, secret);
      const room = RoomResults.parse(json.json);
      expect(room).toMatchObject({ code, title: 'Hall 1' });
      expect(room.polls.map(({ poll }) => poll.id)).toEqual([rated.id, hall.poll.id]);
      expect(room.polls[0]!.result.mean).toBe(4);
    }
    const csv = await read(app, `/rooms/${code}/results.csv`);
    expect(csv.headers.get('content-disposition')).toBe(`attachment; filename=pollcast-${code}.csv`);
    const lines = csv.text.trimEnd().split('\r\n');
    expect(lines.length).toBe(1 + 5 + 2);
    expect(lines[4]).toMatch(new RegExp(`^${rated.id},How was it\\?,rating,open,1,[^,]+,,1,r4,4,1,100$`));
    expect(csv.text).not.toContain(draft.id);
  });

  test('[E3] [I5] the ballots of a closed poll tell nothing but what they say, and moderators only', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const settings = { min: 1, max: 2, results: 'moderators' } as const;
    const options = ['=Tea', 'Coffee', 'Water'].map((label) => ({ label }));
    const hall = await hallIn(app, { settings, options });
    const { id } = hall.poll;
    const file = (type: string) => `/polls/${id}/ballots.${type}`;
    const refusal = async (secret?: string) => problemOf(await read(app, file('csv'), secret)).code;
    const vote = (...chosen: string[]) => strangerVotes(app, id, chosen);
    await vote('o3');
    const voterToken = await vote('o2', 'o1');
    await hall.moderator.ask('poll:close', { id });
    expect(await refusal(hall.moderatorKey)).toBe('FORBIDDEN');
    await hall.moderator.ask('poll:open', { id });
    await vote('o1');
    await vote('o3');
    expect(await refusal(hall.moderatorKey)).toBe('FORBIDDEN');
    const { poll } = await hall.moderator.ask('poll:close', { id });
    for (const secret of [undefined, voterToken, hall.viewerKey])
      expect(await refusal(secret)).toBe('FORBIDDEN');

    const json = await read(app, file('json'), hall.moderatorKey);
    const { serverNow: _, ...found } = PollBallots.parse(json.json);
    const ballots = [
      { answer: choose('o1'), count: 1 },
      { answer: choose('o1', 'o2'), count: 1 },
      { answer: choose('o3'), count: 2 },
    ];
    expect(found).toEqual({ poll, ballots });
    const csv = await read(app, file('csv'), hall.moderatorKey);
    const lines = ['ballot,options 1,options 2', "1,'=Tea,", "2,'=Tea,Coffee", '3,Water,', '4,Water,', ''];
    expect(csv.text).toBe(BOM + lines.join('\r\n'));
    expect(csv.headers.get('content-disposition')).toContain(`pollcast-${hall.code}-${id}.ballots.csv`);
  });

  test('[D1] [E1] the seed poll’s file shows its known outcome', async () => {
    const app = keep(await open({ LIMITS: 'off' }));
    const options = seed.options.map(({ label }) => ({ label }));
    const hall = await hallIn(app, { question: seed.question, options });
    const { id } = hall.poll;
    const door = openHttpDoor(app.url);
    const votes = seed.options.flatMap(
      (option, index) => Array(option.votes).fill(`o${index + 1}`) as string[],
    );
    for (const option of votes) {
      const { json } = await door.call('voter:create', {});
      await door.call(
        'ballot:cast',
        { id, answer: choose(option) },
        (json as { voterToken: string }).voterToken,
      );
    }
    const { json } = await read(app, `/polls/${id}/results.json`);
    const { rows } = PollResults.parse(json).result;
    expect(rows.map(({ count, percent }) => `${count} (${percent}%)`)).toEqual(
      seed.options.map(({ shown }) => shown),
    );
  });
});

async function strangerVotes(app: TestApp, id: PollId, chosen: string[]): Promise<string> {
  const door = openHttpDoor(app.url);
  const { voterToken } = (await door.call('voter:create', {})).json as { voterToken: string };
  await door.call('ballot:cast', { id, answer: choose(...chosen) }, voterToken);
  return voterToken;
}

function openRawClientFor({ url }: TestApp) {
  return keep(openRawClient(url));
}

describe('a table for spreadsheets', () => {
  const LABELS = {
    '=HYPERLINK("http://evil")': `"'=HYPERLINK(""http://evil"")"`,
    '+1': "'+1",
    '-2+3': "'-2+3",
    '@SUM(A1)': "'@SUM(A1)",
    '＝1+1': "'＝1+1",
    "Tea; =cmd|' /C calc'!A0": "Tea;' =cmd|' /C calc'!A0",
    'Tea, "black"': '"Tea, ""black"""',
    "'quoted'": "'quoted'",
    'Ünï – 投票 🗳': 'Ünï – 投票 🗳',
  };

  test('[E1] quotes what must be quoted and lets nothing be taken for a formula', async () => {
    const app = keep(await openTestApp({ LIMITS: 'off' }));
    const options = Object.keys(LABELS).map((label) => ({ label }));
    const hall = await hallIn(app, { question: '=1+1', options });
    const { text } = await read(app, `/polls/${hall.poll.id}/results.csv`);
    const [, ...lines] = text.trimEnd().split('\r\n');
    const written = Object.values(LABELS).map((label, index) => `o${index + 1},${label},0,0`);
    expect(lines.map((line) => line.split(',,0,')[1])).toEqual(written);
    for (const line of lines) expect(line.startsWith(`${hall.poll.id},'=1+1,choice,`)).toBe(true);
  });
});

describe('whoever may not see the counts', () => {
  test.each(['after-vote', 'after-close', 'moderators'] as const)(
    '[H1] [E1] %s: gets no file, and moderator and viewer get all',
    async (results) => {
      const app = keep(await openTestApp({ LIMITS: 'off' }));
      const hall = await hallIn(app, { settings: { results } });
      await strangersVote(app, hall, 3);
      const { json } = await openHttpDoor(app.url).call('voter:create', {});
      const { voterToken } = json as { voterToken: string };
      for (const path of filesOf(hall)) {
        for (const secret of [undefined, voterToken])
          expect(problemOf(await read(app, path, secret))).toMatchObject({ code: 'FORBIDDEN', status: 403 });
        for (const key of [hall.moderatorKey, hall.viewerKey])
          expect((await read(app, path, key)).status).toBe(200);
      }
    },
  );

  test('[H1] [E1] gets a room’s file without the polls that are hidden from them', async () => {
    const app = keep(await openTestApp({ LIMITS: 'off' }));
    const hall = await hallIn(app, { settings: { results: 'after-vote' } });
    const { code, moderator } = hall;
    const hidden = await moderator.ask('poll:create', {
      code,
      kind: 'rating',
      question: 'How was it?',
      settings: { results: 'moderators' },
    });
    await moderator.ask('poll:open', { id: hidden.id });
    const { json } = await openHttpDoor(app.url).call('voter:create', {});
    const { voterToken } = json as { voterToken: string };
    const door = openHttpDoor(app.url);
    await door.call('ballot:cast', { id: hall.poll.id, answer: choose('o1') }, voterToken);

    const shown = async (secret?: string) => {
      const answer = await read(app, `/rooms/${code}/results.json`, secret);
      return answer.status === 200 ? RoomResults.parse(answer.json).polls.map(({ poll }) => poll.id) : null;
    };
    expect(await shown(voterToken)).toEqual([hall.poll.id]);
    expect(await shown()).toBeNull();
    expect(await shown(hall.viewerKey)).toEqual([hall.poll.id, hidden.id]);
    expect((await read(app, `/rooms/${code}/results.csv`, voterToken)).text).not.toContain(hidden.id);
    expect(problemOf(await read(app, `/polls/${hidden.id}/results.csv`, voterToken)).code).toBe('FORBIDDEN');
  });

  test('[H1] [E1] gets the files once the poll is closed, or revealed', async () => {
    const app = keep(await openTestApp({ LIMITS: 'off' }));
    const hall = await hallIn(app, { settings: { results: 'after-close' } });
    const { id } = hall.poll;
    const statuses = () => Promise.all(filesOf(hall).map(async (path) => (await read(app, path)).status));
    expect(await statuses()).toEqual([403, 403, 403, 403]);
    await hall.moderator.ask('poll:close', { id });
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    await hall.moderator.ask('poll:reveal', { id, revealed: false });
    expect(await statuses()).toEqual([403, 403, 403, 403]);
  });

  test('[E1] learns of a draft no more than that it is not there; staff get its empty table', async () => {
    const app = keep(await openTestApp({ LIMITS: 'off' }));
    const hall = await draftHall(app.url);
    keep(hall.moderator);
    const [csv] = filesOf(hall);
    expect(problemOf(await read(app, csv!)).code).toBe('POLL_NOT_FOUND');
    expect((await read(app, csv!, hall.viewerKey)).text).toContain(',Tea,0,0\r\n');
    expect((await read(app, `/rooms/${hall.code}/results.csv`)).status).toBe(403);
    expect((await read(app, `/rooms/${hall.code}/results.csv`, hall.viewerKey)).text).toBe(
      `${BOM}${HEADER}\r\n`,
    );
    expect(problemOf(await read(app, '/rooms/CCCCCC/results.csv')).code).toBe('ROOM_NOT_FOUND');
    expect(problemOf(await read(app, `${csv}?key=${hall.viewerKey}`)).code).toBe('INVALID_INPUT');
  });
});
