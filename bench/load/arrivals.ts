import { setTimeout as pause } from 'node:timers/promises';

const AT_ONCE = 200;
const TICK_MS = 10;

type Arrive = (index: number) => Promise<void>;

/** As fast as it goes, so many on the way at a time. */
export async function arriveAtOnce(count: number, arrive: Arrive): Promise<void> {
  let next = 0;
  async function lane(): Promise<void> {
    while (next < count) {
      next += 1;
      await arrive(next - 1);
    }
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, lane));
}

/** Evenly within a time, whether those before have arrived or not. */
export async function arriveEvenly(count: number, overMs: number, arrive: Arrive): Promise<void> {
  const startedAt = performance.now();
  const arrivals: Promise<void>[] = [];
  while (arrivals.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / overMs) * count));
    while (arrivals.length < due) arrivals.push(arrive(arrivals.length));
    await pause(TICK_MS);
  }
  await Promise.all(arrivals);
}
