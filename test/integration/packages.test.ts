import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Poll } from '@pollcast/shared';
import { publint } from 'publint';
import { useBrowser } from '../support/browser.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { closesAfterEach } from '../support/keep.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient } from '../support/raw-client.ts';
import { openScratchProject, type ScratchProject } from '../support/scratch-project.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { until } from '../support/until.ts';

/** Packing, compiling, and npm with a registry that may be slow. */
jest.setTimeout(240_000);

const TSC = 'node_modules/typescript/bin/tsc';
const EXAMPLES = ['terminal-dashboard', 'bot'];

const PAGE = `
import { createClient } from '@pollcast/client';
const [url, code] = location.hash.slice(1).split(',') as [string, string];
const pollcast = createClient({ url });
pollcast.onChange(() => {
  const staged = pollcast.room(code)?.room.stage;
  document.title = (staged && pollcast.poll(staged)?.poll.question) || '';
});
await pollcast.joinRoom(code);
`;

/** Each line but the first three holds one mistake. */
const MISTAKES = `import { createClient } from '@pollcast/client';
import type { ClientToServerEvents, ServerToClientEvents } from '@pollcast/shared/pure';
import { io, type Socket } from 'socket.io-client';
const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(''), pollcast = createClient();
socket.on('poll:tallly', () => {});
socket.emit('poll:opne', { id: 'p1' }, () => {});
socket.on('poll:tally', ({ votes }) => votes);
void pollcast.call('poll:opne', { id: 'p1' });
void pollcast.call('poll:open', { poll: 'p1' });
void pollcast.castBallot('p1', { choice: 'o1' });
`;

let project: ScratchProject;
let app: TestApp;
const keep = closesAfterEach();
const { visit } = useBrowser();

beforeAll(async () => {
  [project, app] = await Promise.all([openScratchProject(), openTestApp({ LIMITS: 'off' })]);
  for (const name of EXAMPLES) project.copy(`examples/${name}.ts`);
});
afterAll(async () => {
  project.remove();
  await app.close();
});

let hall: Hall;
afterEach(() => hall?.moderator.close());

/** Strict TypeScript with the libraries' own types checked, as a server's program or a bundler's resolves modules. */
function compile(module: 'nodenext' | 'preserve', ...files: string[]) {
  const resolution = module === 'preserve' ? ['--moduleResolution', 'bundler'] : [];
  const types = ['--typeRoots', join(process.cwd(), 'node_modules/@types'), '--types', 'node'];
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess'];
  const target = ['--target', 'es2022', '--lib', 'es2024,dom'];
  return project.tool(TSC, ...strict, ...types, ...target, '--module', module, ...resolution, ...files);
}

test('[W2] publint finds nothing wrong with the packages, and nothing of our own tooling is in them', async () => {
  expect(project.tarballs).toHaveLength(2);
  for (const tarball of project.tarballs) {
    const { buffer } = new Uint8Array(readFileSync(tarball));
    expect((await publint({ pack: { tarball: buffer }, strict: true })).messages).toEqual([]);
  }
  for (const name of ['client', 'shared']) {
    const manifest = readFileSync(join(project.dir, 'node_modules/@pollcast', name, 'package.json'), 'utf8');
    expect(manifest).not.toMatch(/pollcast-src|devDependencies|private/);
  }
});

test.each(['nodenext', 'preserve'] as const)(
  '[W2] the examples compile strictly against them, module %s',
  async (module) => {
    expect(await compile(module, ...EXAMPLES.map((name) => `${name}.ts`))).toEqual({ code: 0, output: '' });
  },
);

test('[W2] a wrong name or payload does not compile', async () => {
  project.write('mistakes.ts', MISTAKES);
  const { output } = await compile('nodenext', '--noEmit', 'mistakes.ts');
  const lines = [...output.matchAll(/^mistakes\.ts\((\d+),\d+\): error TS(\d+)/gm)].map(([, line]) =>
    Number(line),
  );
  expect([...new Set(lines)]).toEqual([5, 6, 7, 8, 9, 10]);
  expect(output).toContain('poll:tallly');
  expect(output).toContain('poll:opne');
});

test('[W2] in Node: the bot asks, the dashboard shows, three vote, the bot prints the result', async () => {
  await compile('nodenext', ...EXAMPLES.map((name) => `${name}.ts`));
  hall = await openHall(app.url, { question: 'Ready?' });
  const { code, moderator, moderatorKey } = hall;
  const dashboard = keep(project.start('terminal-dashboard.js', app.url, code));
  await until(() => dashboard.output().includes('Ready?'));

  const bot = keep(project.start('bot.js', app.url, code, moderatorKey));
  const asked = ({ question, status }: Poll) => question === 'Tea or coffee?' && status === 'open';
  const poll = await moderator.next('poll:changed', asked);
  for (const option of ['o1', 'o2', 'o2']) {
    const voter = keep(openRawClient(app.url));
    await voter.ask('ballot:cast', { id: poll.id, answer: choose(option) });
  }
  expect(await bot.ended).toBe(0);
  expect(bot.output()).toBe('Tea: 1 (33%)\nCoffee: 2 (67%)\n');
  await until(() => /Coffee +█{33} +2 \(67%\)/.test(dashboard.output()));
});

test('[W2] in a browser: bundled by a tool that knows nothing of us, without zod', async () => {
  project.write('page.ts', PAGE);
  project.write(
    'vite.config.js',
    `export default { build: { lib: { entry: 'page.ts', formats: ['es'] } } };`,
  );
  const built = await project.tool('node_modules/vite/bin/vite.js', 'build', '--outDir', 'bundle');
  expect(built).toMatchObject({ code: 0 });
  const bundle = readFileSync(join(project.dir, 'bundle/scratch.js'), 'utf8');
  expect(bundle).not.toMatch(/zod/i);

  hall = await openHall(app.url, { question: 'Bundled?' });
  const page = await visit(`about:blank#${app.url},${hall.code}`);
  await page.addScriptTag({ content: bundle, type: 'module' });
  await page.waitForFunction(() => document.title === 'Bundled?');
});
