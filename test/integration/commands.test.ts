import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CommandName, commands, type ErrorCode, type Reply } from '@pollcast/shared';
import { COMMAND_NAMES, INPUTS, setStage } from '../support/command-walk.ts';
import { type Door, httpDoor, socketDoor } from '../support/doors.ts';
import { draftHall, type Hall } from '../support/hall.ts';
import { describeOnAllStores } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

type Caller = 'moderator' | 'viewer' | 'stage' | 'voter' | 'foreign moderator' | 'nobody';
const CALLERS: Caller[] = ['moderator', 'viewer', 'stage', 'voter', 'foreign moderator', 'nobody'];

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

describeOnAllStores('Each command of the table', (open) => {
  let app: TestApp;
  let foreignKey: string;
  let voterToken: string;

  beforeAll(async () => {
    app = await open({ LIMITS: 'off' });
    const foreign = await draftHall(app.url);
    foreignKey = foreign.moderatorKey;
    voterToken = (await foreign.moderator.ask('voter:create', {})).voterToken;
    foreign.moderator.close();
  });
  afterAll(() => app.close());

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
      const stage = await setStage(app.url);
      const doors = doorsOf(caller, stage);
      const door = doors[index];
      if (door !== undefined && (door.name === 'socket' || commands[command].http !== null)) {
        replies.push([door.name, await door.call(command, INPUTS[command](stage))]);
      }
      for (const each of doors) each.close();
    }
    return replies;
  }

  test.each(COMMAND_NAMES)(
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

  test.each(COMMAND_NAMES)(
    '[C4] [C2] %s: wrong inputs are refused by both doors in the same words',
    async (command) => {
      const stage = await setStage(app.url);
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
