import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canFailDisks, failDisk } from './failing-disk.ts';
import { startFaultyNode } from './node.ts';
import { nodeFaultsOf } from './node-faults.ts';
import { NODE_ENV, type Site } from './site.ts';

/** One server with its own file. */
export async function openEmbeddedSite(broken: (what: string) => void): Promise<Site> {
  const dir = await mkdtemp(join(tmpdir(), 'pollcast-fault-'));
  const node = await startFaultyNode({ ...NODE_ENV, DATA_DIR: dir });
  return {
    nodes: [node],
    nodeFaults: {
      ...nodeFaultsOf([node], broken),
      ...(canFailDisks() && { 'a disk that fails': failDisk(node) }),
    },
    storeFaults: {},
    promised: { ballots: true, closes: true },
    async close() {
      await node.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
