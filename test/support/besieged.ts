import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { ErrorBody, Problem } from '@pollcast/shared';
import { WebSocket } from 'ws';
import { watchFaults } from './faults.ts';
import { type Hall, openHall } from './hall.ts';
import type { HttpAnswer } from './http-door.ts';
import { INSIDE } from './inside.ts';
import { choose } from './poll-samples.ts';
import { openRawClient } from './raw-client.ts';
import { openTestApp, type TestApp } from './test-app.ts';
import { until } from './until.ts';

/** A server that a file's tests do their worst to. */
export interface Besieged {
  readonly url: string;
  readonly hall: Hall;
  readonly voterToken: string;
}

/** Opens it; after each test nothing may have broken, and somebody else still votes. */
export function besiege(): Besieged {
  const faults = watchFaults();
  let app: TestApp;
  let hall: Hall;
  let voterToken: string;

  beforeAll(async () => {
    app = await openTestApp({ LIMITS: 'off' });
    hall = await openHall(app.url);
    voterToken = (await hall.moderator.ask('voter:create', {})).voterToken;
  });
  afterAll(async () => {
    hall.moderator.close();
    await app.close();
  });
  afterEach(async () => {
    const healthy = openRawClient(app.url);
    const { poll, moderator } = await openHall(app.url);
    const cast = await healthy.ask('ballot:cast', { id: poll.id, answer: choose('o1') });
    healthy.close();
    moderator.close();
    expect(cast.status).toBe('counted');
    expect(app.logged).toEqual([]);
    expect(faults).toEqual([]);
  });

  return {
    get url() {
      return app.url;
    },
    get hall() {
      return hall;
    },
    get voterToken() {
      return voterToken;
    },
  };
}

/** A WebSocket of whatever frames a test writes, past the handshake. */
export async function openWire(url: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const heard: string[] = [];
  socket.on('message', (data) => heard.push(String(data)));
  socket.on('error', () => {});
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await until(() => heard.length === 1);
  socket.send('40{"protocol":1}');
  await until(() => heard.length === 2);
  return { socket, heard, closed };
}

/** The code with which one raw message is refused on a socket. */
export async function refusedOnSocket(url: string, payload: string): Promise<string> {
  const { socket, heard } = await openWire(url);
  socket.send(`420${payload}`);
  const frame = await until(() => heard.find((text) => text.startsWith('430')));
  socket.terminate();
  expect(frame).not.toMatch(INSIDE);
  const [reply] = JSON.parse(frame.slice(3));
  expect(reply.ok).toBe(false);
  return ErrorBody.parse(reply.error).code;
}

/** The code with which a request was refused. */
export function refusedOverHttp({ status, text, json }: HttpAnswer): string {
  expect(text).not.toMatch(INSIDE);
  const problem = Problem.parse(json);
  expect(status).toBe(problem.status);
  return problem.code;
}
