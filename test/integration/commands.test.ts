import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CommandName, commands, type ErrorCode, type Reply } from '@pollcast/shared';
import { type Door, httpDoor, socketDoor } from '../support/doors.ts';
import { draftHall, type Hall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

/** A hall with an open poll whose result only moderators see, and a draft after it. */
interface Stage extends Hall {
  draftId: string;
}

type Caller = 'moderator' | 'viewer' | 'stage' | 'voter' | 'foreign moderator' | 'nobody';
const CALLERS: Caller[] = ['moderator', 'viewer', 'stage', 'voter', 'foreign moderator', 'nobody'];

const draft = { kind: 'choice', question: 'Cake?', options: [{ label: 'Yes' }, { label: 'No' }] };

/** A good input of each command, whoever sends it. */
const INPUTS: { [C in CommandName]: (stage: Stage) => object } = {
  'room:create': () => ({ title: 'Hall 2', polls: [draft] }),
  'room:get': ({ code }) => ({ code }),
  'room:join': ({ code }) => ({ code: code.toLowerCase() }),
  'room:leave': ({ code }) => ({ code }),
  'room:update': ({ code, draftId }) => ({ code, title: 'Hall 3', stage: draftId }),
  'room:rekey': ({ code }) => ({ code, which: 'viewer' }),
  'room:delete': ({ code }) => ({ code }),
  'poll:create': ({ code }) => ({ code, ...draft }),
  'poll:update': ({ draftId }) => ({ id: draftId, question: 'Pie?', settings: { max: 2 } }),
  'poll:delete': ({ poll }) => ({ id: poll.id }),
  'poll:restore': ({ poll }) => ({ id: poll.id }),
  'poll:move': ({ draftId, poll }) => ({ id: draftId, before: poll.id }),
  'poll:open': ({ draftId }) => ({ id: draftId, durationMs: 60_000, stage: false, round: 1 }),
  'poll:close': ({ poll }) => ({ id: poll.id, round: 1 }),
  'poll:reset': ({ poll }) => ({ id: poll.id }),
  'poll:reveal': ({ poll }) => ({ id: poll.id, revealed: true }),
  'poll:get': ({ poll }) => ({ id: poll.id }),
  'poll:watch': ({ poll }) => ({ ids: [poll.id] }),
  'poll:unwatch': ({ poll }) => ({ ids: [poll.id] }),
  'ballot:cast': ({ poll }) => ({ id: poll.id, answer: choose('o2'), seq: 5, round: 1 }),
  'ballot:withdraw': ({ poll }) => ({ id: poll.id, seq: 6, round: 1 }),
  'poll:history': ({ poll }) => ({ id: poll.id }),
  'voter:create': () => ({}),
};
const NAMES = Object.keys(INPUTS) as CommandName[];

/** What the table's `who` means for each caller; over HTTP a key alone names no voter. */
function expected(command: CommandName, caller: Caller, door: Door['name']): 'ok' | ErrorCode {
  const { who } = commands[command];
  const isStaff = caller === 'moderator' || caller === 'viewer';
  switch (who) {
    case 'anyone':
      return 'ok';
    case 'moderator':
      return caller === 'moderator' ? 'ok' : 'FORBIDDEN';
    case 'tally-reader':
      return isStaff ? 'ok' : 'FORBIDDEN';
    case 'voter':
      return door === 'socket' || caller === 'voter' ? 'ok' : 'UNAUTHENTICATED';
    default:
      return who satisfies never;
  }
}

describe('Each command of the table', () => {
  let app: TestApp;
  let foreignKey: string;
  let voterToken: string;

  beforeAll(async () => {
    app = await openTestApp({ LIMITS: 'off' });
    const foreign = await draftHall(app.url);
    foreignKey = foreign.moderatorKey;
    voterToken = (await foreign.moderator.ask('voter:create', {})).voterToken;
    foreign.moderator.close();
  });
  afterAll(() => app.close());

  async function setStage(): Promise<Stage> {
    const settings = { results: 'moderators' as const };
    const hall = await draftHall(app.url, { settings });
    const { moderator, code, poll } = hall;
    await moderator.ask('poll:open', { id: poll.id });
    const other = await moderator.ask('poll:create', { code, ...draft } as never);
    moderator.close();
    return { ...hall, draftId: other.id };
  }

  function doorsOf(caller: Caller, { moderatorKey, viewerKey }: Hall): Door[] {
    switch (caller) {
      case 'moderator':
        return [socketDoor(app.url, { key: moderatorKey }), httpDoor(app.url, moderatorKey)];
      case 'viewer':
        return [socketDoor(app.url, { key: viewerKey }), httpDoor(app.url, viewerKey)];
      case 'stage':
        return [socketDoor(app.url, { key: moderatorKey, view: 'stage' })];
      case 'voter':
        return [socketDoor(app.url, { voterToken }), httpDoor(app.url, voterToken)];
      case 'foreign moderator':
        return [socketDoor(app.url, { key: foreignKey }), httpDoor(app.url, foreignKey)];
      case 'nobody':
        return [httpDoor(app.url)];
      default:
        return caller satisfies never;
    }
  }

  /** Each door gets a stage of its own, since most commands change it. */
  async function throughEach(
    caller: Caller,
    command: CommandName,
  ): Promise<[Door['name'], Reply<unknown>][]> {
    const replies: [Door['name'], Reply<unknown>][] = [];
    for (const index of [0, 1]) {
      const stage = await setStage();
      const doors = doorsOf(caller, stage);
      const door = doors[index];
      if (door !== undefined && (door.name === 'socket' || commands[command].http !== null)) {
        replies.push([door.name, await door.call(command, INPUTS[command](stage))]);
      }
      for (const each of doors) each.close();
    }
    return replies;
  }

  test.each(NAMES)(
    '[C4] [C1] %s: each caller gets what the table says, by both doors alike',
    async (command) => {
      for (const caller of CALLERS) {
        for (const [door, reply] of await throughEach(caller, command)) {
          const outcome = reply.ok ? 'ok' : reply.error.code;
          expect({ caller, door, outcome }).toEqual({
            caller,
            door,
            outcome: expected(command, caller, door),
          });
        }
      }
    },
  );

  test.each(NAMES)(
    '[C4] [C2] %s: wrong inputs are refused by both doors in the same words',
    async (command) => {
      const stage = await setStage();
      const good = INPUTS[command](stage);
      const [socket, http] = doorsOf('moderator', stage) as [Door, Door];
      const wrong = [
        { ...good, surprise: 1 },
        ...('id' in good
          ? [
              { ...good, id: 'nowhere' },
              { ...good, id: 'no id' },
            ]
          : []),
        ...('code' in good
          ? [
              { ...good, code: '333333' },
              { ...good, code: 'AEIOU1' },
            ]
          : []),
        ...('ids' in good ? [{ ids: [] }, { ids: ['nowhere'] }, { ids: 'nowhere' }] : []),
      ];
      for (const input of wrong) {
        const reply = await socket.call(command, input);
        const isKnown = command === 'room:leave' || command === 'poll:unwatch';
        if (!isKnown || 'surprise' in input) expect(reply.ok).toBe(false);
        // A query has texts only.
        if (commands[command].http === null || 'surprise' in input) continue;
        const httpReply = await http.call(command, input);
        if (command.startsWith('ballot:') && !reply.ok && reply.error.code === 'POLL_NOT_FOUND') {
          expect(httpReply).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
        } else expect(httpReply).toEqual(reply);
      }
      socket.close();
    },
  );
});
