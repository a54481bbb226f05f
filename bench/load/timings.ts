import { createHistogram } from 'node:perf_hooks';

/** Times in ms: how many, and how they spread. */
export interface Timings {
  count: number;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

/** Epoch ms with fractions; the same on all processes of a machine. */
export const now = (): number => performance.timeOrigin + performance.now();

export function createTimings(): { add(ms: number): void; read(): Timings } {
  const histogram = createHistogram();
  return {
    // Whole µs, at least one.
    add: (ms) => histogram.record(Math.max(1, Math.round(ms * 1000))),
    read() {
      const at = (percent: number) => (histogram.count === 0 ? 0 : histogram.percentile(percent) / 1000);
      return {
        count: histogram.count,
        p50Ms: at(50),
        p99Ms: at(99),
        maxMs: histogram.count === 0 ? 0 : histogram.max / 1000,
      };
    },
  };
}
