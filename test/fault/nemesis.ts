import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { Fault } from './site/site.ts';

/** Does faults of one sort, one after the other, as the seed has it, until it is stopped. */
export interface Nemesis {
  /** Resolves when the last fault is healed. */
  stop(): Promise<void>;
}

interface NemesisOptions {
  faults: Readonly<Record<string, Fault>>;
  random: Random;
  /** How many ballots have been counted so far. */
  progress(): number;
  /** The most ballots between two faults: harm comes by the amount of work, however busy the machine is. */
  gapBallots: number;
  /** Told of each fault; what it returns, when it is healed. */
  onFault(name: string): () => void;
  broken(what: string): void;
}

const LOOK_MS = 10;
/** What comes so many times as often as the rest. */
const KILLS = /^kill -9/;
const KILL_WEIGHT = 3;
const STANDSTILL_MS = 15_000;

export function startNemesis({ faults, random, onFault, broken, ...options }: NemesisOptions): Nemesis {
  const stopping = new AbortController();
  const names = Object.keys(faults).flatMap((name) =>
    Array<string>(KILLS.test(name) ? KILL_WEIGHT : 1).fill(name),
  );
  let left: string[] = [];

  async function work(): Promise<void> {
    while (names.length > 0 && !stopping.signal.aborted) {
      await untilFurther(random.whole(1, options.gapBallots));
      if (stopping.signal.aborted) return;
      // As in a pack of cards: whatever has not come yet comes before the rest again.
      if (left.length === 0) left = random.shuffled(names);
      const name = left.pop()!;
      const onHealed = onFault(name);
      await faults[name]!(random).catch((error: unknown) => broken(`${name}: ${String(error)}`));
      onHealed();
    }
  }

  /** Where nothing moves, for one fault upon another, the next one comes all the same. */
  async function untilFurther(ballots: number): Promise<void> {
    const from = options.progress();
    const since = performance.now();
    while (!stopping.signal.aborted && options.progress() < from + ballots) {
      if (performance.now() - since > STANDSTILL_MS) return;
      await pause(LOOK_MS);
    }
  }

  const working = work();
  return {
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
