import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { kindNames, optionCountOf, type PollSummary } from '@pollcast/shared';
import type { Page } from 'playwright-core';
import { useBrowser } from '../support/browser.ts';
import type { Hall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { openRawClient } from '../support/raw-client.ts';
import { press, screens, see } from '../support/screens.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const PLAIN = { javaScriptEnabled: false };
const PRETZELS = '🥨'.repeat(40);

/** What is typed, how it stands as a title, question, option or statement, and as a word. */
const HOSTILE: [what: string, typed: string, text: string, word: string][] = [
  [
    'markup',
    '<img src=x onerror=hostile()>',
    '<img src=x onerror=hostile()>',
    '<img src=x onerror=hostile()>',
  ],
  [
    'a script',
    '</script><script>hostile()//',
    '</script><script>hostile()//',
    '</script><script>hostile()//',
  ],
  ['entities and quotes', '"&lt;\'', '"&lt;\'', '"&lt;\''],
  ['a formula', '=cmd("x")', '=cmd("x")', '=cmd("x")'],
  ['zero-width characters', 'in\u200bvis\u2060ible', 'in\u200bvis\u2060ible', 'invisible'],
  ['a pile of marks', `q${'\u0310'.repeat(40)}uoi`, 'q\u0310\u0310\u0310uoi', 'q\u0310\u0310\u0310uoi'],
  ['forty emoji of four bytes', PRETZELS, PRETZELS, PRETZELS],
  ['letters from the right', 'שלום (abc)', 'שלום (abc)', 'שלום (abc)'],
];
const TEXTS = HOSTILE.map(([, , text]) => text);
const WORDS = HOSTILE.map(([, , , word]) => word);

/** A template that is hostile in every text: the kinds with options have all the texts as theirs. */
function template(): string {
  const options = HOSTILE.map(([, label]) => ({ label }));
  const ofOptions = kindNames.filter((kind) => optionCountOf(kind)[1] > 0);
  const asked = ofOptions.map((kind) => ({ kind, question: TEXTS[1]!, options }));
  const written = { kind: 'words', question: TEXTS[0]!, settings: { max: 8 } };
  return JSON.stringify({ title: `${TEXTS[0]!} ${TEXTS[3]!}`, polls: [...asked, written] });
}

const { visit } = useBrowser({ mayComplain: /status of 400/ });
const keep = closesAfterEach();
let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ LIMITS: 'off' });
});
afterAll(() => app.close());

/** The texts stand there as texts, all within the page. A script that ran, or a picture that was asked for, is an error. */
async function expectHarmless(page: Page, texts: readonly string[]): Promise<void> {
  const places = texts.map((text) => page.getByText(text, { exact: true }).first());
  await Promise.all(places.map((place) => place.waitFor({ state: 'attached' })));
  const made = 'img[src="x"], [onerror]';
  expect(await page.locator(made).count()).toBe(0);
  const [wide, room] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [
    number,
    number,
  ];
  expect(wide).toBeLessThanOrEqual(room);
}

/** Starts a room from the template, as a moderator does, and opens its polls, the words on stage. */
async function openedHall(): Promise<Hall & { polls: readonly PollSummary[] }> {
  const desk = await visit(app.url);
  await press(desk, 'Start from a file');
  await desk.getByLabel('Title and questions').fill(template());
  await see(desk, TEXTS[0]!);
  await press(desk, 'Start the room');
  await desk.waitForURL(/\/moderate#mk_/);
  const [, code = '', moderatorKey = ''] = /\/r\/(\w+)\/moderate#(\S+)/.exec(desk.url()) ?? [];
  const moderator = keep(openRawClient(app.url, { key: moderatorKey }));
  const { polls } = (await moderator.ask('room:join', { code })).room;
  for (const { id, kind } of polls) await moderator.ask('poll:open', { id, stage: kind === 'words' });
  const { poll } = await moderator.ask('poll:get', { id: polls.at(-1)!.id });
  return { code, moderatorKey, viewerKey: moderatorKey, moderator, poll, polls };
}

test('[C8] whatever people type is shown as the text that it is, by every page and file', async () => {
  const hall = await openedHall();
  const { code, moderatorKey, moderator, polls, poll: words } = hall;
  const choice = polls[0]!;
  const phone = await visit(screens.audience(app.url, hall), PHONE);
  for (const [index, [, typed]] of HOSTILE.entries())
    await phone.getByRole('textbox').nth(index).fill(`${typed}\u202e`);
  await press(phone, 'Send answer');
  await see(phone, 'Counted');
  const { tally } = await moderator.ask('poll:get', { id: words.id });
  expect(Object.keys(tally!.bins).sort()).toEqual(WORDS.map((word) => `w:${word}`).sort());

  const stage = await visit(screens.stage(app.url, hall));
  for (const page of [stage, phone]) await expectHarmless(page, [TEXTS[0]!, ...WORDS]);
  for (const options of [PHONE, { ...PHONE, ...PLAIN }]) {
    await expectHarmless(await visit(`${app.url}/p/${words.id}`, options), WORDS);
    for (const address of [`/p/${choice.id}`, `/embed/${choice.id}`])
      await expectHarmless(await visit(app.url + address, options), TEXTS);
  }
  await moderator.ask('room:update', { code, stage: choice.id });
  for (const page of [stage, phone]) await expectHarmless(page, TEXTS);
  for (const page of ['board', 'report', 'moderate'])
    await expectHarmless(await visit(`${app.url}/r/${code}/${page}#${moderatorKey}`), TEXTS.slice(0, 2));
  for (const { id } of polls) await moderator.ask('poll:close', { id });
  await expectHarmless(await visit(screens.results(app.url, hall), { ...PHONE, ...PLAIN }), [
    ...TEXTS,
    ...WORDS,
  ]);

  const path = `/api/v1/rooms/${code}/results.csv`;
  const file = await openHttpDoor(app.url).send('GET', path, { secret: moderatorKey });
  for (const text of [`'=cmd(""x"")`, '<img src=x onerror=hostile()>']) expect(file.text).toContain(text);
  expect(file.text).not.toMatch(/(^|[,;"])[=+@-]/m);
});

test.each([
  ['an override of direction', 'a\u202eb'],
  ['an isolate', 'a\u2066b'],
  ['nothing that is seen', '\u200b\u2060'],
])('[C8] %s is no text of a room, but a template says where it stands', async (_, text) => {
  const page = await visit(app.url);
  await press(page, 'Start from a file');
  await page.getByLabel('Title and questions').fill(`# Hall\n\n## ${text}\n- a\n- b\n`);
  await press(page, 'Start the room');
  await page.getByText(/^Line 3: /).waitFor();
});
