/** Votes a second: over the last ten seconds, or since counting began where that is shorter. */
export interface Pace {
  take(at: number, voters: number): void;
  /** Null until there is a second to speak of. */
  perSecond(): number | null;
  /** Counting begins anew: what came meanwhile came at an unknown pace. */
  restart(): void;
}

const WINDOW_MS = 10_000;
const SHORTEST_MS = 1_000;

interface Sample {
  at: number;
  voters: number;
}

/** Measures from samples taken about once a second; `at` in ms of any clock that does not go back. */
export function createPace(): Pace {
  let samples: Sample[] = [];
  return {
    take(at, voters) {
      samples = [...samples.filter((sample) => at - sample.at <= WINDOW_MS), { at, voters }];
    },
    perSecond() {
      const [first, last] = [samples[0], samples.at(-1)];
      if (first === undefined || last === undefined || last.at - first.at < SHORTEST_MS) return null;
      // Withdrawn votes are no votes a second.
      return Math.max(0, ((last.voters - first.voters) * 1000) / (last.at - first.at));
    },
    restart() {
      samples = [];
    },
  };
}
