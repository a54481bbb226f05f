import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { draftHall, type Hall, openHall } from '../support/hall.ts';
import { type HttpAnswer, openHttpDoor } from '../support/http-door.ts';
import { strangersVote } from '../support/outlets.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let app: TestApp;
let hall: Hall;
beforeEach(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterEach(async () => {
  hall.moderator.close();
  await app.close();
});

const get = (path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> =>
  openHttpDoor(app.url).send('GET', path, { headers });
const askAbout = (address: string, more = '') => get(`/oembed?url=${encodeURIComponent(address)}${more}`);
const pollAddress = () => `${app.url}/p/${hall.poll.id}`;
const roomAddress = () => `${app.url}/r/${hall.code}`;

describe('the page for frames', () => {
  test('[A2] any page may frame it, and no other page', async () => {
    hall = await openHall(app.url);
    const { headers, text } = await get(`/embed/${hall.poll.id}?theme=dark`);
    expect(headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(headers.get('x-frame-options')).toBeNull();
    expect(text).toContain(`<poll-cast poll="${hall.poll.id}" theme="dark">`);
    for (const path of ['/', `/p/${hall.poll.id}`, `/r/${hall.code}`]) {
      const policy = (await get(path)).headers.get('content-security-policy');
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  test('[A2] it sets no cookie, and opened by itself it is the poll’s own page, which does', async () => {
    hall = await openHall(app.url);
    const framed = await get(`/embed/${hall.poll.id}`, { 'sec-fetch-dest': 'iframe' });
    expect([framed.status, framed.headers.get('set-cookie')]).toEqual([200, null]);
    const opened = await get(`/embed/${hall.poll.id}`, { 'sec-fetch-dest': 'document' });
    expect([opened.status, opened.headers.get('location')]).toEqual([302, `/p/${hall.poll.id}`]);
  });

  test('[A2] of a draft it knows as little as of no poll', async () => {
    hall = await draftHall(app.url);
    for (const id of [hall.poll.id, 'nothing']) {
      const { status, text } = await get(`/embed/${id}`);
      expect(status).toBe(404);
      expect(text).not.toContain(hall.poll.question);
    }
  });

  test('[A1] the script may be loaded by any page, and is asked for anew after a minute', async () => {
    hall = await draftHall(app.url);
    const { headers } = await get('/embed.js');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(headers.get('cache-control')).toContain('max-age=60');
    const etag = headers.get('etag')!;
    expect((await get('/embed.js', { 'if-none-match': etag })).status).toBe(304);
  });
});

describe('oEmbed', () => {
  test('[A8] a poll’s address gives a frame of it, as JSON and as XML', async () => {
    hall = await openHall(app.url, { question: 'Tea & "biscuits"?' });
    const { headers, json } = await askAbout(pollAddress());
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(json).toMatchObject({
      version: '1.0',
      type: 'rich',
      title: 'Tea & "biscuits"?',
      provider_url: app.url,
      width: 640,
    });
    const { html, height } = json as { html: string; height: number };
    expect(html).toContain(
      `<iframe src="${app.url}/embed/${hall.poll.id}" title="Tea &amp; &quot;biscuits&quot;?"`,
    );
    expect(html).toContain(`height="${height}"`);

    const xml = await askAbout(pollAddress(), '&format=xml');
    expect(xml.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(xml.text).toContain('<title>Tea &amp; &quot;biscuits&quot;?</title>');
    expect(xml.text).toContain('<html>&lt;iframe src=');
  });

  test('[A8] a room’s address gives the poll on its stage', async () => {
    hall = await openHall(app.url);
    expect((await askAbout(roomAddress())).json).toMatchObject({ title: hall.poll.question });
    await hall.moderator.ask('room:update', { code: hall.code, stage: null });
    expect((await askAbout(roomAddress())).status).toBe(404);
  });

  test('[A8] the frame is no larger than asked, and higher where it is narrow', async () => {
    const options = [
      { label: 'An option that needs some room to say what it has to say. '.repeat(3).trim() },
      { label: 'B' },
    ];
    hall = await openHall(app.url, { options });
    const sizeOf = async (more: string) =>
      (await askAbout(pollAddress(), more)).json as { width: number; height: number };
    const wide = await sizeOf('');
    const narrow = await sizeOf('&maxwidth=300');
    expect(narrow.width).toBe(300);
    expect(narrow.height).toBeGreaterThan(wide.height);
    expect(await sizeOf('&maxwidth=300&maxheight=200')).toMatchObject({ width: 300, height: 200 });
    expect(await sizeOf('&maxwidth=nonsense')).toMatchObject(wide);
  });

  test('[A8] other addresses are not found, other formats not known', async () => {
    hall = await draftHall(app.url);
    const strange = [
      pollAddress(),
      app.url,
      'https://elsewhere.example/p/p1',
      'nonsense',
      `${app.url}/p/nothing`,
      '',
    ];
    for (const address of strange) expect((await askAbout(address)).status).toBe(404);
    expect((await get('/oembed')).status).toBe(404);
    expect((await askAbout(pollAddress(), '&format=yaml')).status).toBe(501);
  });

  test('[A8] pages of polls and rooms say where to ask', async () => {
    hall = await openHall(app.url);
    const asked = `${app.url}/oembed?url=${encodeURIComponent(pollAddress())}`;
    const { text } = await get(`/p/${hall.poll.id}`);
    expect(text).toContain(
      `<link rel="alternate" type="application/json+oembed" href="${asked}&amp;format=json" />`,
    );
    const { headers } = await get(`/r/${hall.code}`);
    expect(headers.get('link')).toBe(
      `<${app.url}/oembed?url=${encodeURIComponent(roomAddress())}&format=json>; rel="alternate"; type="application/json+oembed"`,
    );
  });

  test('[H1] neither it nor the frame tells a count', async () => {
    hall = await openHall(app.url);
    await strangersVote(app, hall, 7);
    const before = await Promise.all([askAbout(pollAddress()), get(`/embed/${hall.poll.id}`)]);
    await strangersVote(app, hall, 5);
    const after = await Promise.all([askAbout(pollAddress()), get(`/embed/${hall.poll.id}`)]);
    expect(after.map(({ text }) => text)).toEqual(before.map(({ text }) => text));
  });
});

describe('the poll’s own page', () => {
  test('[L1] keeps to the language of its address through a vote without a script', async () => {
    hall = await openHall(app.url);
    const { text } = await get(`/p/${hall.poll.id}?lang=de`);
    expect(text).toContain('<html lang="de"');
    expect(text).toContain(`action="/p/${hall.poll.id}?lang=de"`);
    expect(text).toContain('<a href="?lang=ar" hreflang="ar" lang="ar" dir="rtl" >العربية</a>');
    const sent = await openHttpDoor(app.url).send('POST', `/p/${hall.poll.id}?lang=de`, {
      body: 'options=o1&round=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/p/${hall.poll.id}?lang=de`]);
  });
});
