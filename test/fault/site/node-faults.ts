import { setTimeout as pause } from 'node:timers/promises';
import type { FaultyNode } from './node.ts';
import { between, type Fault } from './site.ts';

/** What can happen to any of the nodes. `broken` hears of an exit that was not in good order. */
export function nodeFaultsOf(
  nodes: readonly FaultyNode[],
  broken: (what: string) => void,
): Readonly<Record<string, Fault>> {
  return {
    async 'kill -9 of a node'(random) {
      const node = random.pick(nodes);
      await node.kill();
      await pause(between(random, 0, 500));
      await node.start();
    },
    async 'SIGTERM of a node'(random) {
      const node = random.pick(nodes);
      const toldAt = performance.now();
      const code = await node.terminate();
      const tookMs = Math.round(performance.now() - toldAt);
      if (code !== 0) broken(`a node that was told to stop ended with ${code} after ${tookMs} ms`);
      await node.start();
    },
    async 'a node frozen'(random) {
      const node = random.pick(nodes);
      node.freeze();
      await pause(between(random, 500, 3_000));
      node.thaw();
    },
  };
}
