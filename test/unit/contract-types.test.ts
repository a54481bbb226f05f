import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

/*
 * What must not compile, compiled. Each case is a file of its own in one program; the folder lies inside the project,
 * so that its packages are found.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.cache/contract-types');

const HANDLERS = `
import type { Handlers } from '../../server/src/domain/handlers.ts';
type Two = Handlers<'room:delete' | 'voter:create', null>;
`;
const SOCKET = `
import type { ClientToServerEvents, ServerToClientEvents } from '@pollcast/shared';
declare function emit<E extends keyof ClientToServerEvents>(event: E, ...args: Parameters<ClientToServerEvents[E]>): void;
declare function on<E extends keyof ServerToClientEvents>(event: E, listener: ServerToClientEvents[E]): void;
`;

const CASES = {
  'handlers-complete': `${HANDLERS}
    export const two: Two = { 'room:delete': async () => ({}), 'voter:create': async () => ({ voterToken: 'vt_' }) };`,
  'handler-missing': `${HANDLERS}
    export const two: Two = { 'room:delete': async () => ({}) };`,
  'handler-unheard-of': `${HANDLERS}
    export const two: Two = { 'room:delete': async () => ({}), 'voter:create': async () => ({ voterToken: 'vt_' }), 'room:burn': async () => ({}) };`,
  'handler-with-wrong-result': `${HANDLERS}
    export const two: Two = { 'room:delete': async () => ({}), 'voter:create': async () => ({ token: 'vt_' }) };`,
  'socket-as-documented': `${SOCKET}
    emit('room:get', { code: '346CDF' }, (reply) => reply.ok && reply.data.room.title);
    on('room:presence', ({ present }) => present + 1);`,
  'socket-input-of-another-type': `${SOCKET}
    emit('room:get', { code: 7 }, () => {});`,
  'socket-event-unheard-of': `${SOCKET}
    emit('room:burn', {}, () => {});`,
  'socket-data-without-looking-at-ok': `${SOCKET}
    emit('room:get', { code: '346CDF' }, (reply) => reply.data.room);`,
  'push-field-unheard-of': `${SOCKET}
    on('room:presence', ({ absent }) => absent);`,
};

let output = '';

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, source] of Object.entries(CASES))
    writeFileSync(join(folder, `${name}.ts`), `${source}\nexport {};\n`);
  const compilerOptions = { composite: false, noEmit: true, types: ['node'] };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: '../../tsconfig.base.json', compilerOptions, include: ['.'] }),
  );
  const { stdout } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder],
    { encoding: 'utf8' },
  );
  output = stdout;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const errorsIn = (name: string) => output.split('\n').filter((line) => line.includes(`${name}.ts(`));

test.each(['handlers-complete', 'socket-as-documented'])('%s compiles', (name) => {
  expect(errorsIn(name)).toEqual([]);
});

test.each([
  ['handler-missing', /voter:create.* is missing/],
  ['handler-unheard-of', /room:burn.* does not exist/],
  ['handler-with-wrong-result', /'Promise<{ token: string; }>' is not assignable/],
  ['socket-input-of-another-type', /'number' is not assignable to type 'string'/],
  ['socket-event-unheard-of', /"room:burn"/],
  ['socket-data-without-looking-at-ok', /'data' does not exist/],
  ['push-field-unheard-of', /'absent' does not exist/],
])('%s does not compile', (name, reason) => {
  expect(errorsIn(name).join('\n')).toMatch(reason);
});
