import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';

/** A disk of its own needs a mount namespace of its own, which some machines allow nobody. */
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;
const onSmallDisk = canMount ? it : it.skip;

const ON_SMALL_DISK = 'mount -t tmpfs -o size=48m tmpfs "$0" && exec "$@" "$0"';
const script = fileURLToPath(new URL('full-disk-process.ts', import.meta.url));

onSmallDisk('[R1] an embedded store fails its check while the disk is full, and is still read', () => {
  const dir = mkdtempSync(join(tmpdir(), 'pollcast-disk-'));
  const node = [process.execPath, '--import', 'tsx', '--conditions=pollcast-src', script];
  const { stdout } = spawnSync('unshare', ['-rm', 'sh', '-c', ON_SMALL_DISK, dir, ...node], {
    encoding: 'utf8',
  });
  rmSync(dir, { recursive: true });
  expect(stdout.trim().split('\n')).toEqual([
    'before: well, 1 voter',
    `full: StoreUnavailable: The disk under ${dir} is full., 1 voter`,
    'room again: well, 1 voter',
  ]);
});
