import { setTimeout as pause } from 'node:timers/promises';
import type { TcpProxy } from '../../support/tcp-proxy.ts';
import { between, type Fault } from './site.ts';

/** What can happen between a node and its store. */
export function linkFaultsOf(links: readonly TcpProxy[]): Readonly<Record<string, Fault>> {
  return {
    async 'a link to the store cut'(random) {
      random.pick(links).cut();
    },
    async 'a link to the store black-holed'(random) {
      random.pick(links).freeze();
      await pause(between(random, 500, 3_000));
    },
    async 'a change feed black-holed'(random) {
      random.pick(links).freeze('subscribe');
      await pause(between(random, 500, 3_000));
    },
    async 'a link without answers'(random) {
      random.pick(links).mute();
      await pause(between(random, 500, 2_000));
    },
    async 'a slow link'(random) {
      const link = random.pick(links);
      link.delayMs = between(random, 20, 200);
      await pause(between(random, 500, 2_000));
      link.delayMs = 0;
    },
  };
}
