import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import { openEmbeddedStore } from '../../server/src/store/embedded/open-embedded-store.ts';
import { loadOrCreateSecret } from '../../server/src/store/embedded/secret.ts';
import { openSqlite } from '../../server/src/store/embedded/sqlite.ts';
import { StoreOpenError } from '../../server/src/store/store-open-error.ts';
import { describeStore } from './store.suite.ts';
import { cast, openPoll, quietLog, snapshotOf, vote } from './store-fixtures.ts';

const folders: string[] = [];

async function newFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'pollcast-store-'));
  folders.push(dir);
  return dir;
}

afterEach(async () => {
  for (const dir of folders.splice(0)) await rm(dir, { recursive: true, force: true });
});

const open = (dir: string, secretFingerprint = 'f') =>
  openEmbeddedStore({ dir, secretFingerprint, log: quietLog });

describeStore('embedded store', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'pollcast-store-'));
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const store = await openEmbeddedStore({ dir, secretFingerprint: 'f', log: quietLog, now });
  return {
    store,
    async advance(_id, ms) {
      aheadMs += ms;
    },
    async close() {
      await store.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
});

/** Starts the other process and reads its lines. */
function startProcess(dir: string, task: 'hold' | 'write') {
  const script = fileURLToPath(new URL('embedded-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=pollcast-src', script, dir, task], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const ended = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`the process ended with ${code}`)),
  );
  ended.catch(() => {});
  return {
    lines,
    async line(count: number): Promise<string> {
      while (lines.length < count) await Promise.race([once(output, 'line'), ended]);
      return lines[count - 1]!;
    },
    async kill(): Promise<void> {
      const closed = once(child, 'close');
      child.kill('SIGKILL');
      await closed;
    },
  };
}

describe('embedded store on disk', () => {
  it('[R3] keeps everything over a restart', async () => {
    const dir = await newFolder();
    const first = await open(dir);
    const { poll } = await openPoll(first);
    await cast(first, poll.id, vote('ann', 1, 'o1'));
    const before = await snapshotOf(first, poll.id);
    await first.close();
    const second = await open(dir);
    expect(await snapshotOf(second, poll.id)).toEqual(before);
    expect(await second.ballots.get(poll.id, 'ann')).toEqual({ seq: 1, bins: { o1: 1 } });
    await second.close();
  });

  it('[R4] refuses a second process on the folder by name; kill -9 of the first leaves no lock', async () => {
    const dir = await newFolder();
    const first = startProcess(dir, 'hold');
    await first.line(1);
    const refusal = await open(dir).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StoreOpenError);
    expect((refusal as Error).message).toContain(dir);
    expect((refusal as Error).message).toContain('another process');
    await first.kill();
    await (await open(dir)).close();
  });

  it('[B2] keeps every acknowledged ballot through kill -9 in mid-write', async () => {
    const dir = await newFolder();
    for (const batches of [1, 20, 60]) {
      const writer = startProcess(dir, 'write');
      const id = (await writer.line(1)).split(' ')[1] as PollId;
      await writer.line(1 + batches);
      await writer.kill();
      const acknowledged = writer.lines.slice(1).flatMap((line) => line.split(' '));
      expect(acknowledged.length).toBeGreaterThanOrEqual(3 * batches);

      const store = await open(dir);
      for (const voter of acknowledged) {
        expect(await store.ballots.get(id, voter)).toEqual({ seq: 1, bins: { o1: 1, o2: 1 } });
      }
      const { counted, recounted } = (await store.ballots.audit(id))!;
      expect(counted).toEqual({ version: counted.version, ...recounted });
      expect(counted.voters % 3).toBe(0);
      expect(counted.voters).toBeGreaterThanOrEqual(acknowledged.length);
      await store.close();
    }
  });

  it('[I5] refuses another secret than the one it began with', async () => {
    const dir = await newFolder();
    await (await open(dir, 'one')).close();
    await expect(open(dir, 'two')).rejects.toThrow(/another SECRET/);
    await (await open(dir, 'one')).close();
  });

  it('[R10] refuses what a newer version wrote, and what is no database', async () => {
    const dir = await newFolder();
    await (await open(dir)).close();
    const sqlite = await openSqlite(join(dir, 'pollcast.db'));
    sqlite.exec('PRAGMA user_version = 99');
    sqlite.close();
    await expect(open(dir)).rejects.toThrow(/newer Pollcast/);

    const other = await newFolder();
    await writeFile(
      join(other, 'pollcast.db'),
      'no database at all, but long enough to have a header'.repeat(20),
    );
    await expect(open(other)).rejects.toBeInstanceOf(StoreOpenError);
  });

  it('makes its folder and secret readable by the owner only, and the secret once', async () => {
    const dir = join(await newFolder(), 'data');
    const secrets = await Promise.all([
      loadOrCreateSecret(dir),
      loadOrCreateSecret(dir),
      loadOrCreateSecret(dir),
    ]);
    expect(new Set([...secrets, await loadOrCreateSecret(dir)]).size).toBe(1);
    expect(secrets[0]).toMatch(/^[\w-]{43}$/);
    expect((await stat(dir)).mode & 0o777).toBe(0o700);
    expect((await stat(join(dir, 'secret'))).mode & 0o777).toBe(0o600);
    await writeFile(join(dir, 'secret'), 'short');
    await expect(loadOrCreateSecret(dir)).rejects.toBeInstanceOf(StoreOpenError);
  });
});
