import { expect, test } from '@jest/globals';
import { languageNames, loadSpeech } from '@pollcast/shared/words';
import { openHall } from '../support/hall.ts';
import { openHttpDoor } from '../support/http-door.ts';
import { closesAfterEach } from '../support/keep.ts';
import { strangersVote } from '../support/outlets.ts';
import { openTestApp } from '../support/test-app.ts';

const keep = closesAfterEach();
const DRAFT = { kind: 'choice' as const, options: [{ label: 'Yes' }, { label: 'No' }] };

test('[E4] [H1] lists closed polls whose result a stranger may see, in every language, with no count in its head', async () => {
  const app = keep(await openTestApp({ LIMITS: 'off' }));
  const question = '<i>Tea</i> & "coffee"?';
  const hall = await openHall(app.url, { question, settings: { results: 'after-vote' } });
  const { code, moderator, poll } = hall;
  keep(moderator);
  await strangersVote(app, hall, 6);
  const { poll: closed } = await moderator.ask('poll:close', { id: poll.id });
  const create = async (asked: string, settings: object) => {
    const { id } = await moderator.ask('poll:create', { code, ...DRAFT, question: asked, settings });
    await moderator.ask('poll:open', { id, stage: false });
    return id;
  };
  await moderator.ask('poll:close', { id: await create('Kept secret?', { results: 'moderators' }) });
  await create('Still open?', {});
  const door = openHttpDoor(app.url);

  for (const language of languageNames) {
    const { words, figure, dateText } = await loadSpeech(language);
    const { status, headers, text } = await door.send('GET', `/r/${code}/results?lang=${language}`);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(text).toContain(`<html lang="${language}"`);
    const [head, main] = text.split('</head>');
    const shown = [
      words('page.conducted', { date: dateText(closed.closedAt!) }),
      words('result.votes', { count: 6 }),
    ];
    for (const part of [...shown, figure(4, 67), figure(2, 33)]) expect(main).toContain(`>${part}<`);
    expect(main).toContain('&lt;i&gt;Tea&lt;/i&gt; &amp; &quot;coffee&quot;?');
    for (const hidden of ['Kept secret?', 'Still open?', '<script']) expect(main).not.toContain(hidden);
    expect(head).toContain(`<meta property="og:title" content="Hall 1" />`);
    expect(head).toContain(`<link rel="canonical" href="${app.url}/r/${code}/results" />`);
    expect(head).not.toContain(figure(4, 67));
  }

  await moderator.ask('poll:reveal', { id: poll.id, revealed: false });
  const { text } = await door.send('GET', `/r/${code}/results`);
  expect(text).toContain((await loadSpeech('en')).words('archive.empty'));
  const typed = await door.send('GET', `/r/${code.toLowerCase()}/results?lang=de`);
  expect([typed.status, typed.headers.get('location')]).toEqual([302, `/r/${code}/results?lang=de`]);
  expect((await door.send('GET', '/r/CCCCCC/results')).status).toBe(404);
});
