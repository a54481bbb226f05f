import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { CommandResult } from '@pollcast/shared';
import { WebSocket } from 'ws';
import { openHttpDoor } from '../support/http-door.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

const PING = '2';
const PONG = '3';
/** Numbers as large as this are times and versions. */
const TIME = 1e12;

/** What the voter says or the moderator does, and the frames that answer it. */
interface Step {
  said: string | null;
  done: string | null;
  answers: string[];
}

/** The session of docs/PROTOCOL.md. */
function sessionSteps(): Step[] {
  const [, session = ''] = /```session\n([^`]*)```/.exec(readFileSync('docs/PROTOCOL.md', 'utf8')) ?? [];
  const steps: Step[] = [{ said: null, done: null, answers: [] }];
  for (const line of session.trim().split('\n')) {
    const text = line.slice(2);
    if (line.startsWith('→')) steps.push({ said: text, done: null, answers: [] });
    else if (line.startsWith('#')) steps.push({ said: null, done: text, answers: [] });
    else steps.at(-1)!.answers.push(text);
  }
  return steps;
}

/** What a frame says, with whatever differs from run to run made alike. */
function readFrame(frame: string): unknown {
  const [, head, body = 'null'] = /^(\d+)(.*)$/s.exec(frame) ?? [];
  const alike = (_: string, value: unknown) => {
    if (typeof value === 'number' && value > TIME) return 'time';
    return typeof value === 'string' && /…|^vt_|^[\w-]{20}$/.test(value) ? 'opaque' : value;
  };
  return { head, body: JSON.parse(body, alike) };
}

/** A bare WebSocket that answers pings and keeps what else it hears. */
async function connect(url: string): Promise<{ heard: string[]; say(frame: string): void; close(): void }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const heard: string[] = [];
  socket.on('message', (data) => (String(data) === PING ? socket.send(PONG) : heard.push(String(data))));
  await once(socket, 'open');
  return { heard, say: (frame) => socket.send(frame), close: () => socket.terminate() };
}

let app: TestApp;

beforeEach(async () => {
  app = await openTestApp();
});

afterEach(() => app.close());

/** The room of the session, and a way to do what its moderator does. */
async function openHall() {
  const http = openHttpDoor(app.url);
  const options = [{ label: 'Tea' }, { label: 'Coffee' }];
  const polls = [{ kind: 'choice' as const, question: 'Tea or coffee?', options }];
  const { json } = await http.call('room:create', { title: 'Hall 1', polls });
  const { room, moderatorKey } = json as CommandResult<'room:create'>;
  const post = (path: string) => http.send('POST', path, { body: {}, secret: moderatorKey });
  return { room, post };
}

test('[C1] [T1] the session of docs/PROTOCOL.md goes as it is written', async () => {
  const { room, post } = await openHall();
  const actual = (text: string) =>
    text.replaceAll('rbj8dckff3x1ew33', room.polls[0]!.id).replaceAll(/k7m ?4rx/gi, room.code);
  const { heard, say, close } = await connect(app.url);

  let told = 0;
  for (const { said, done, answers } of sessionSteps()) {
    if (said !== null) say(actual(said));
    if (done !== null) await post(actual(done).replace('POST ', ''));
    await until(() => heard.length >= told + answers.length);
    const frames = heard.slice(told, told + answers.length);
    // An acknowledgement and the push of what it did may come in either order.
    expect(frames.map(readFrame)).toEqual(
      expect.arrayContaining(answers.map((line) => readFrame(actual(line)))),
    );
    told += answers.length;
  }
  expect(told).toBeGreaterThan(12);
  close();
});
