import { type ErrorCode, errorCodes } from '@pollcast/shared';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { BallotOutcome } from './domain/store.ts';

/** The two ways in which somebody stays connected. */
type Door = 'socket' | 'stream';
type Counts = Record<Door, () => number>;

/**
 * What a server counts for its operators. No label names a poll, a room or a voter: whoever reads the metrics may be
 * allowed to see none of them.
 */
export interface Metrics {
  onBatch(outcomes: readonly BallotOutcome[]): void;
  onBroadcast(tookMs: number, cadenceMs: number): void;
  onStored(operation: string, tookMs: number): void;
  onStoreFailure(operation: string): void;
  /** A refusal that a client was told. */
  onRefused(code: ErrorCode): void;
  onFault(): void;
  onMismatch(): void;
  onRegression(): void;
  onSlowCut(): void;
  /** Counted whenever somebody asks. */
  watch(counts: { connections: Counts; watchers: Counts }): void;
  /** Adds the process's own: memory, CPU, event-loop delay, garbage collection. Once a process. */
  watchProcess(): void;
  /** Everything, in the text format of Prometheus. */
  print(): Promise<string>;
  readonly contentType: string;
}

const STATUSES = ['counted', 'changed', 'withdrawn', 'repeated', 'superseded', 'refused'];
const BATCHES = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];
const MS = 1_000;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const { counter, gauge, histogram } = makersIn(registry);

  const ballots = counter('ballots_total', 'Ballots by what became of them.', 'status');
  const batch = histogram('batch_ballots', 'Ballots that went to the store together.', { buckets: BATCHES });
  const stored = histogram('store_seconds', 'Time the store took.', { buckets: SECONDS, label: 'operation' });
  const failed = counter('store_failures_total', 'Calls of the store that failed.', 'operation');
  const broadcast = histogram('broadcast_seconds', 'Time to send a tally to all.', { buckets: SECONDS });
  const cadence = gauge('cadence_seconds', 'Least time between two tallies of a poll, as it is now.');
  const refusals = counter('refusals_total', 'Refusals that clients were told.', 'code');
  const faults = counter('faults_total', 'Things that broke; each is in the log.');
  const mismatches = counter(
    'tally_mismatch_total',
    'Closes where the tally was not the sum of the ballots.',
  );
  const regressions = counter('store_regressions_total', 'Times the store had lost what watchers had seen.');
  const slowCuts = counter('slow_watchers_cut_total', 'Watchers cut because they did not read.');

  // A series that is there from the start shows its first event as a rise.
  for (const status of STATUSES) ballots.inc({ status }, 0);
  for (const code of errorCodes) refusals.inc({ code }, 0);

  return {
    onBatch(outcomes) {
      batch.observe(outcomes.length);
      for (const [status, count] of countByStatus(outcomes)) ballots.inc({ status }, count);
    },
    onBroadcast(tookMs, cadenceMs) {
      broadcast.observe(tookMs / MS);
      cadence.set(cadenceMs / MS);
    },
    onStored: (operation, tookMs) => stored.observe({ operation }, tookMs / MS),
    onStoreFailure: (operation) => failed.inc({ operation }),
    onRefused: (code) => refusals.inc({ code }),
    onFault: () => faults.inc(),
    onMismatch: () => mismatches.inc(),
    onRegression: () => regressions.inc(),
    onSlowCut: () => slowCuts.inc(),
    watch({ connections, watchers }) {
      gauge('connections', 'Connections that are open.', connections);
      gauge('watchers', 'Connections that watch a room or poll.', watchers);
    },
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    print: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function countByStatus(outcomes: readonly BallotOutcome[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const outcome of outcomes) {
    const status = 'refused' in outcome ? 'refused' : outcome.status;
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return counts;
}

function makersIn(registry: Registry) {
  const base = (name: string, help: string) => ({ name: `pollcast_${name}`, help, registers: [registry] });
  return {
    counter: (name: string, help: string, label?: string) =>
      new Counter({ ...base(name, help), labelNames: label === undefined ? [] : [label] }),
    histogram: (name: string, help: string, { buckets, label }: { buckets: number[]; label?: string }) =>
      new Histogram({ ...base(name, help), buckets, labelNames: label === undefined ? [] : [label] }),
    gauge: (name: string, help: string, counts?: Counts) =>
      new Gauge({
        ...base(name, help),
        labelNames: counts === undefined ? [] : ['door'],
        collect() {
          for (const [door, count] of Object.entries(counts ?? {})) this.set({ door }, count());
        },
      }),
  };
}
