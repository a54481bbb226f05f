import { describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { besiege, openWire, refusedOnSocket, refusedOverHttp } from '../support/besieged.ts';
import { deepArray, deepObject } from '../support/deep.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { INSIDE } from '../support/inside.ts';
import { until } from '../support/until.ts';

const server = besiege();

const put = (body: string) =>
  openHttpDoor(server.url).send('PUT', `/api/v1/polls/${server.hall.poll.id}/ballot`, {
    body,
    secret: server.voterToken,
  });

/** A cast with the given JSON text as answer, by both doors. */
async function castBoth(answer: string): Promise<string[]> {
  const message = `["ballot:cast",{"id":"${server.hall.poll.id}","answer":${answer}}]`;
  return [await refusedOnSocket(server.url, message), refusedOverHttp(await put(`{"answer":${answer}}`))];
}

describe('A ballot that is none', () => {
  test.each([
    'null',
    '5',
    '"o1"',
    '[]',
    '["o1"]',
    '{}',
    '{"options":"o1"}',
    '{"options":{}}',
    '{"options":{"0":"o1","length":1}}',
    '{"options":[]}',
    '{"options":[null]}',
    '{"options":[["o1"]]}',
    '{"options":["o1","o1"]}',
    '{"options":["o1","o2"]}',
    '{"options":["o3"]}',
    '{"options":["__proto__"]}',
    '{"options":["constructor"]}',
    '{"options":["o1\\u0000"]}',
    '{"options":["\\ud800"]}',
    '{"options":["o1"],"__proto__":{"x":1}}',
    '{"options":["o1"],"constructor":1}',
    '{"__proto__":{"options":["o1"]}}',
    '{"value":1}',
    '{"options":["o1"],"value":1}',
    deepArray(2_000),
    deepObject(1_300),
  ])('[C2] [C3] %.60s is INVALID_INPUT at both doors', async (answer) => {
    expect(await castBoth(answer)).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
  });

  test.each(['1e400', '-1', '0', '1.5', '9007199254740993', '"1"', 'null', 'true', '[1]', '-0.0'])(
    '[C2] [C3] with the seq %s is INVALID_INPUT at both doors',
    async (seq) => {
      const fields = `"answer":{"options":["o1"]},"seq":${seq}`;
      const code = await refusedOnSocket(
        server.url,
        `["ballot:cast",{"id":"${server.hall.poll.id}",${fields}}]`,
      );
      expect([code, refusedOverHttp(await put(`{${fields}}`))]).toEqual(['INVALID_INPUT', 'INVALID_INPUT']);
    },
  );

  test('[C2] [C3] of 17 KiB is TOO_LARGE at both doors', async () => {
    expect(await castBoth(`{"options":["${'x'.repeat(17 * 1024)}"]}`)).toEqual(['TOO_LARGE', 'TOO_LARGE']);
  });
});

describe('A message that is no command', () => {
  test.each([
    '["error"]',
    '["error",{},{}]',
    '["__proto__",{}]',
    '["constructor",{}]',
    '["toString",{}]',
    '["hasOwnProperty",{}]',
    '["poll:tally",{}]',
    '["ROOM:GET",{}]',
    '["",{}]',
    '[5,{}]',
    '[0]',
    '["room:get"]',
    '["room:get",null]',
    '["room:get",[]]',
    '["room:get",["K7M4RX"]]',
    '["room:get","K7M4RX"]',
    '["room:get",{"code":{"toString":"K7M4RX"}}]',
    '["room:get",{"__proto__":{"code":"K7M4RX"}}]',
    '["room:get",{"code":"K7M4RX","__proto__":null}]',
    '["room:create",{"title":"a\\u0000b"}]',
    '["room:create",{"title":"\\ud800"}]',
    '["room:create",{"title":"\\u202eright to left"}]',
    '["room:create",{"title":"\\u200b\\u2060"}]',
    '["room:create",{"title":"line\\nbreak"}]',
    '["poll:watch",{"ids":{"length":1}}]',
    `["room:create",{"title":${deepArray(20_000)}}]`,
    `["room:create",${deepObject(8_000)}]`,
  ])('[C1] [C2] %.70s is INVALID_INPUT', async (payload) => {
    expect(await refusedOnSocket(server.url, payload)).toBe('INVALID_INPUT');
  });

  test('[C1] [C3] without a place for the answer is carried out, or not, in silence', async () => {
    const { socket, heard } = await openWire(server.url);
    socket.send(`42["room:get",{"code":"${server.hall.code}"}]`);
    socket.send('42["room:get",null]');
    socket.send('42["nothing"]');
    socket.send(`420["room:get",{"code":"${server.hall.code}"},"more",7]`);
    await until(() => heard.some((frame) => frame.startsWith('430')));
    socket.terminate();
    expect(heard.slice(2)).toHaveLength(1);
    expect(heard[2]).toContain('"ok":true');
  });

  test.each([
    '42["disconnect"]',
    '42["connect",{}]',
    '42{"0":"room:get"}',
    '42null',
    '42[',
    '42',
    '4',
    '4x',
    '49["room:get"]',
    '451-["room:get",{"_placeholder":true,"num":0}]',
    '461-0[{"_placeholder":true,"num":0}]',
    '42/admin,["room:get",{}]',
    '44{"message":"no"}',
    '430[{}]',
    '9',
    '',
    'x'.repeat(1_000),
    Buffer.from([1, 2, 3]),
    Buffer.alloc(0),
  ])('[C3] the frame %p harms nobody', async (frame) => {
    const { socket, heard } = await openWire(server.url);
    socket.send(frame);
    socket.send(`427["room:get",{"code":"${server.hall.code}"}]`);
    // Either it is passed over, or the connection is closed.
    await until(() => socket.readyState === WebSocket.CLOSED || heard.some((text) => text.startsWith('437')));
    socket.terminate();
    for (const text of heard) expect(text).not.toMatch(INSIDE);
  });

  test('[C3] a frame of more than 64 KiB closes its connection with 1009', async () => {
    const { socket, closed } = await openWire(server.url);
    socket.send(`420["room:create",{"title":"${'x'.repeat(65 * 1024)}"}]`);
    expect(await closed).toBe(1009);
  });
});
