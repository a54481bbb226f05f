import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const PACKABLE = /\.(js|css|svg)$/;
const pack = { '.br': promisify(brotliCompress), '.gz': promisify(gzip) };

/** Leaves each text asset packed beside itself, as well as it can be packed: the server sends these files as they are. */
export function packedAssets(): Plugin {
  return {
    name: 'packed-assets',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const names = Object.keys(bundle).filter((name) => PACKABLE.test(name));
      await Promise.all(names.map((name) => packFile(join(dir!, name))));
    },
  };
}

async function packFile(path: string): Promise<void> {
  const bytes = await readFile(path);
  for (const [ending, packed] of Object.entries(pack)) await writeFile(path + ending, await packed(bytes));
}
