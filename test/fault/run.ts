import { openTcpProxy } from '../support/tcp-proxy.ts';
import type { Violation } from './checks/violation.ts';
import { createFigures, type Figures } from './figures.ts';
import { type Hall, openHall } from './hall.ts';
import { type Nemesis, startNemesis } from './nemesis.ts';
import type { HallPlan } from './people/gather.ts';
import { createRandom, type Random } from './random.ts';
import { openClusterSite } from './site/cluster-site.ts';
import { openEmbeddedSite } from './site/embedded-site.ts';
import type { FsyncSetting } from './site/private-redis.ts';
import { openRedisSite } from './site/redis-site.ts';
import { openReplicaSite } from './site/replica-site.ts';
import { between, type Fault, type Site } from './site/site.ts';

export const STORES = ['embedded', 'redis', 'replica', 'cluster'] as const;
export type StoreName = (typeof STORES)[number];

export interface RunOptions {
  seed: number;
  store: StoreName;
  fsync: FsyncSetting;
  halls: readonly HallPlan[];
  /** The most ballots between two faults of nodes; of the store it is half, of clients double as many. */
  gapBallots: number;
  /** Asked after each round; the run ends when it is enough. */
  isEnough(figures: Figures): boolean;
}

export interface RunReport {
  figures: Figures;
  elapsedMs: number;
  violations: Violation[];
  /** What servers and the harness did that has no place in a history. */
  misdeeds: string[];
}

/** Where nobody listens, for when no node is up. */
const NOWHERE = 1;

/** Votes in halls on a site of real processes while everything that can happen to it happens. */
export async function runFaults(options: RunOptions): Promise<RunReport> {
  const random = createRandom(options.seed);
  const figures = createFigures();
  const misdeeds: string[] = [];
  const broken = (what: string) => void misdeeds.push(what);
  const site = await openSite(options, broken);
  const addresses = () => site.nodes.flatMap(({ url }) => (url === null ? [] : [url]));
  const balancer = await openTcpProxy(() => portOf(addresses(), random));
  const balancerUrl = `http://127.0.0.1:${balancer.port}`;
  const common = { addresses, balancerUrl, random, promised: site.promised, figures, broken };
  const halls = await Promise.all(options.halls.map((plan) => openHall({ ...common, plan })));
  const startedAt = performance.now();
  const nemeses = startNemeses({ site, halls, random, figures, broken, gapBallots: options.gapBallots });
  try {
    const violations = await runRounds(halls, () => options.isEnough(figures));
    return { figures, elapsedMs: performance.now() - startedAt, violations, misdeeds };
  } finally {
    await Promise.all(nemeses.map((nemesis) => nemesis.stop()));
    for (const hall of halls) hall.close();
    await balancer.close();
    await site.close();
    for (const node of site.nodes) misdeeds.push(...node.misdeeds);
  }
}

/** Each hall goes its own pace; the first violation ends all. */
async function runRounds(halls: readonly Hall[], isEnough: () => boolean): Promise<Violation[]> {
  const found: Violation[] = [];
  await Promise.all(
    halls.map(async (hall) => {
      do found.push(...(await hall.runRound()));
      while (found.length === 0 && !isEnough());
    }),
  );
  return found;
}

interface Scene {
  site: Site;
  halls: readonly Hall[];
  random: Random;
  figures: Figures;
  broken(what: string): void;
  gapBallots: number;
}

function startNemeses({ site, halls, random, figures, broken, gapBallots }: Scene): Nemesis[] {
  const start = (faults: Readonly<Record<string, Fault>>, gap: number) =>
    startNemesis({
      faults,
      random: random.fork(),
      gapBallots: gap,
      progress: () => figures.ballots,
      onFault: figures.faults.begin,
      broken,
    });
  return [
    start(site.nodeFaults, gapBallots),
    start(site.storeFaults, gapBallots / 2),
    start(clientFaultsOf(halls), gapBallots * 2),
  ];
}

function openSite({ store, fsync }: RunOptions, broken: (what: string) => void): Promise<Site> {
  switch (store) {
    case 'embedded':
      return openEmbeddedSite(broken);
    case 'redis':
      return openRedisSite(broken, fsync);
    case 'replica':
      return openReplicaSite(broken);
    case 'cluster':
      return openClusterSite(broken);
    default:
      return store satisfies never;
  }
}

function clientFaultsOf(halls: readonly Hall[]): Record<string, Fault> {
  return {
    async 'everybody reconnecting at once'() {
      for (const hall of halls) hall.vanishAll();
    },
    'a watcher who does not read': (random) => random.pick(halls).doze(random, between(random, 1_000, 4_000)),
  };
}

function portOf(addresses: readonly string[], random: Random): number {
  return addresses.length === 0 ? NOWHERE : Number(new URL(random.pick(addresses)).port);
}
