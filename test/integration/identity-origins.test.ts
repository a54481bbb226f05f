import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { type Hall, openHall } from '../support/hall.ts';
import { type HttpAnswer, openHttpDoor } from '../support/http-door.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const EVIL = 'https://evil.example';
const FORM = 'application/x-www-form-urlencoded';

let app: TestApp;
let hall: Hall;
beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterAll(() => app.close());

const door = () => openHttpDoor(app.url);

async function newHall(): Promise<Hall> {
  const made = await openHall(app.url, { settings: { results: 'after-vote' } });
  made.moderator.close();
  return made;
}

const voters = async ({ poll: { id }, moderatorKey }: Hall): Promise<number> =>
  ((await door().call('poll:get', { id }, moderatorKey)).json as { tally: { voters: number } }).tally.voters;

/** The cookie that an answer sets, as a browser would send it back. */
function cookieOf({ headers }: HttpAnswer): string {
  const [cookie] = headers.getSetCookie();
  return cookie?.split(';')[0] ?? '';
}

const page = (headers: Record<string, string>) => door().send('GET', `/p/${hall.poll.id}`, { headers });

const vote = (headers: Record<string, string>, option = 'o1') =>
  door().send('POST', `/p/${hall.poll.id}`, {
    headers: { 'content-type': FORM, ...headers },
    body: `round=1&options=${option}`,
  });

/** What a browser says of a link followed from another site: no page's request, the person's. */
const FOLLOWED_LINK = {
  'sec-fetch-site': 'cross-site',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
};

describe('The voter’s cookie', () => {
  beforeAll(async () => {
    hall = await newHall();
  });

  test('[I3] is given by the pages, where scripts and foreign requests cannot reach it', async () => {
    for (const path of [`/p/${hall.poll.id}`, `/r/${hall.code}`]) {
      const [cookie] = (await door().send('GET', path)).headers.getSetCookie();
      expect(cookie).toMatch(/^pollcast_voter=vt_[\w-]{65}; /);
      expect(cookie).toMatch(/; HttpOnly/);
      expect(cookie).toMatch(/; SameSite=Lax/);
      expect(cookie).toMatch(/; Path=\//);
      expect(cookie).not.toMatch(/Secure|Domain/);
    }
  });

  test('[I3] is bound to HTTPS where the public address is', async () => {
    const secure = await openTestApp({ LIMITS: 'off', PUBLIC_URL: 'https://polls.example' });
    const [cookie] = (await openHttpDoor(secure.url).send('GET', '/r/K7M4RX')).headers.getSetCookie();
    await secure.close();
    expect(cookie).toMatch(/^__Host-pollcast_voter=/);
    expect(cookie).toMatch(/; Secure/);
  });

  test('[I3] [B3] makes the form’s voter one: voting, coming back, following a link from elsewhere', async () => {
    const cookie = cookieOf(await page({}));
    const sent = await vote({ cookie, origin: app.url });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/p/${hall.poll.id}`]);
    for (const headers of [
      {},
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-site': 'same-origin' },
      FOLLOWED_LINK,
    ]) {
      const back = await page({ cookie, ...headers });
      expect(back.text).toContain('1 (100%)');
      expect(back.headers.getSetCookie()).toEqual([]);
    }
    await vote({ cookie, origin: app.url }, 'o2');
    expect(await voters(hall)).toBe(1);
  });

  test('[I3] of a forged kind is replaced by a real one', async () => {
    const answer = await page({ cookie: 'pollcast_voter=vt_forged' });
    expect(cookieOf(answer)).toMatch(/^pollcast_voter=vt_/);
  });
});

describe('A foreign page', () => {
  beforeAll(async () => {
    hall = await newHall();
  });

  const foreign: Record<string, string>[] = [
    { origin: EVIL },
    { origin: 'null' },
    { origin: EVIL, 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: EVIL, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  ];

  test.each(foreign)('[I3] %j cannot post the form: 403, and nothing is counted', async (headers) => {
    const before = await voters(hall);
    const cookie = cookieOf(await page({}));
    expect((await vote({ cookie, ...headers })).status).toBe(403);
    expect((await vote(headers)).status).toBe(403);
    expect(await voters(hall)).toBe(before);
  });

  test.each(foreign)(
    '[I3] %j sends the cookie for nothing over HTTP: nobody votes, nobody has voted',
    async (headers) => {
      const cookie = cookieOf(await page({}));
      await vote({ cookie, origin: app.url });
      const id = hall.poll.id;
      const own = await door().send('GET', `/api/v1/polls/${id}`, { headers: { cookie } });
      expect(own.json).toHaveProperty('ballot');
      const got = await door().send('GET', `/api/v1/polls/${id}`, { headers: { cookie, ...headers } });
      expect(got.status).toBe(200);
      expect(got.json).not.toHaveProperty('ballot');
      expect(got.json).not.toHaveProperty('tally');
      const body = { answer: { options: ['o2'] } };
      const put = await door().send('PUT', `/api/v1/polls/${id}/ballot`, {
        headers: { cookie, ...headers },
        body,
      });
      expect(put.status).toBe(401);
    },
  );

  test.each(foreign)('[I3] %j sends the cookie for nothing on a socket: a new voter', async (headers) => {
    const cookie = cookieOf(await page({}));
    const { origin, ...others } = headers;
    const isOwner = await voterOf({ cookie });
    expect(`pollcast_voter=${isOwner}`).toBe(cookie);
    expect(`pollcast_voter=${await voterOf({ cookie, ...others }, origin)}`).not.toBe(cookie);
  });

  /** The token of the voter that a socket with these headers is. */
  async function voterOf(headers: Record<string, string>, origin?: string): Promise<string> {
    const url = `${app.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    const socket = new WebSocket(url, { headers, ...(origin !== undefined && { origin }) });
    const reply = await new Promise<string>((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => {
        socket.send('40{"protocol":1}');
      });
      socket.on('message', (data) => {
        const frame = String(data);
        if (frame.startsWith('40')) socket.send(`420["poll:watch",{"ids":["${hall.poll.id}"]}]`);
        if (frame.startsWith('430')) resolve(frame);
      });
    });
    socket.terminate();
    return /vt_[\w-]{65}/.exec(reply)![0];
  }

  test('[I3] that is not among CORS_ORIGINS cannot even connect; one that is can', async () => {
    const strict = await openTestApp({ LIMITS: 'off', CORS_ORIGINS: 'https://friend.example' });
    const path = '/socket.io/?EIO=4&transport=polling';
    const statusFor = async (headers: Record<string, string>) =>
      (await openHttpDoor(strict.url).send('GET', path, { headers })).status;
    expect(await statusFor({ origin: EVIL })).toBe(403);
    expect(await statusFor({ origin: 'https://friend.example' })).toBe(200);
    expect(await statusFor({ origin: strict.url })).toBe(200);
    expect(await statusFor({})).toBe(200);
    const api = await openHttpDoor(strict.url).send('GET', `/api/v1/rooms/${hall.code}`, {
      headers: { origin: EVIL },
    });
    expect(api.headers.get('access-control-allow-origin')).not.toBe(EVIL);
    expect(api.headers.get('access-control-allow-credentials')).toBeNull();
    await strict.close();
  });
});
