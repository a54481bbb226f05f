import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runAdmin } from '../../server/src/admin/run-admin.ts';
import { openSqlite } from '../../server/src/store/embedded/sqlite.ts';
import { type Hall, openHall } from '../support/hall.ts';
import { choose } from '../support/poll-samples.ts';
import { openRawClient, type RawClient } from '../support/raw-client.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

let folder: string;
let dir: string;
let server: ServerProcess | undefined;
let hall: Hall;
const clients: RawClient[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pollcast-admin-'));
  dir = join(folder, 'data');
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await stop();
  await rm(folder, { recursive: true, force: true });
});

const admin = (...words: string[]) => runAdmin(words, { DATA_DIR: dir });

async function start(dataDir = dir): Promise<ServerProcess> {
  server = await startServer({ env: { DATA_DIR: dataDir, SHUTDOWN_GRACE_MS: '0' } });
  return server;
}
async function stop(): Promise<void> {
  server?.child.kill('SIGTERM');
  await server?.exited;
  server = undefined;
}

function connect(url: string, auth: Parameters<typeof openRawClient>[1] = {}): RawClient {
  const client = openRawClient(url, auth);
  clients.push(client);
  return client;
}

async function openPoll(url: string): Promise<void> {
  hall = await openHall(url);
  clients.push(hall.moderator);
}

const cast = (voter: RawClient, option = 0, seq = 1) =>
  voter.ask('ballot:cast', { id: hall.poll.id, answer: choose(hall.poll.options[option]!.id), seq });

test('[R9] beside a running server everything but the doctor asks to stop it first', async () => {
  await start();
  for (const words of [['rooms'], ['recount'], ['delete', 'K7M4RX'], ['backup', join(folder, 'b')]])
    expect(await admin(...words)).toMatchObject({
      code: 1,
      error: expect.stringMatching(/Stop the server first/),
    });
  expect(await admin('doctor')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/in use by a running server/),
  });
});

test('[R9] a backup, restored elsewhere, has every ballot and knows every voter', async () => {
  const { url } = await start();
  await openPoll(url);
  const voter = connect(url);
  const { you } = await voter.ask('room:join', { code: hall.code });
  await cast(voter);
  await stop();

  const file = join(folder, 'backup.db');
  expect(await admin('backup', file)).toMatchObject({ code: 0 });
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await admin('backup', file)).toMatchObject({
    code: 1,
    error: expect.stringMatching(/is there already/),
  });

  const elsewhere = join(folder, 'elsewhere');
  expect(await runAdmin(['restore', file], { DATA_DIR: elsewhere })).toMatchObject({ code: 0 });
  expect((await stat(join(elsewhere, 'secret'))).mode & 0o777).toBe(0o600);
  const again = await start(elsewhere);
  const same = connect(again.url, { voterToken: you.voterToken });
  expect(await cast(same)).toMatchObject({ status: 'repeated' });
  expect(await cast(connect(again.url), 1)).toMatchObject({ status: 'counted' });
});

test('[R9] a restore leaves alone what is there, and refuses what is no backup', async () => {
  await openPoll((await start()).url);
  await stop();
  const file = join(folder, 'backup.db');
  await admin('backup', file);
  expect(await admin('restore', file)).toMatchObject({
    code: 1,
    error: expect.stringMatching(/holds a store already/),
  });
  expect(await admin('rooms')).toMatchObject({ code: 0, out: expect.stringContaining(hall.code) });

  const elsewhere = { DATA_DIR: join(folder, 'elsewhere') };
  const other = join(folder, 'other.db');
  await writeFile(other, 'no database at all, but long enough for one'.repeat(100));
  expect(await runAdmin(['restore', other], elsewhere)).toMatchObject({
    code: 1,
    error: expect.stringMatching(/no sound/),
  });
  const newer = await openSqlite(file);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(await runAdmin(['restore', file], elsewhere)).toMatchObject({
    code: 1,
    error: expect.stringMatching(/newer Pollcast/),
  });
  expect(await runAdmin(['rooms'], elsewhere)).toMatchObject({
    code: 1,
    error: expect.stringMatching(/There is no store/),
  });
});

test('[R9] finds a wrong counter, replaces keys and deletes when the server is stopped', async () => {
  const { url } = await start();
  await openPoll(url);
  await cast(connect(url));
  await stop();
  expect(await admin('recount')).toMatchObject({ code: 0 });
  const sqlite = await openSqlite(join(dir, 'pollcast.db'));
  sqlite.exec('UPDATE polls SET voters = 2');
  sqlite.close();
  expect(await admin('recount')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/MISMATCH: counters voters 2 /),
  });

  const { key } = JSON.parse((await admin('rekey', hall.code, '--json')).out);
  const again = await start();
  await connect(again.url, { key }).ask('poll:close', { id: hall.poll.id });
  await stop();
  await admin('delete', hall.code);
  expect(await admin('rooms')).toMatchObject({ code: 0, out: 'There are no rooms.' });
});
