/** Something that was awaited from one time to another, in epoch ms. */
export interface Wait {
  fromMs: number;
  toMs: number;
}

/** Which faults were under way when, so that what came late can be laid to them or to the machine. */
export interface FaultLog {
  /** Notes that a fault begins; what it returns is called when it is healed. */
  begin(name: string): () => void;
  counts(): Map<string, number>;
  /** The names of those that were under way during a wait, or healed shortly before. */
  during(wait: Wait): string[];
}

interface Entry extends Wait {
  name: string;
}

/** A store that is back is found by its nodes within this: after it a fault is no excuse. */
const AFTERMATH_MS = 5_000;

export function createFaultLog(now: () => number = Date.now): FaultLog {
  const entries: Entry[] = [];
  return {
    begin(name) {
      const entry = { name, fromMs: now(), toMs: Number.POSITIVE_INFINITY };
      entries.push(entry);
      return () => {
        entry.toMs = now();
      };
    },
    counts() {
      const counts = new Map<string, number>();
      for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
      return counts;
    },
    during: ({ fromMs, toMs }) =>
      entries
        .filter((entry) => entry.fromMs <= toMs && entry.toMs + AFTERMATH_MS >= fromMs)
        .map(({ name }) => name),
  };
}
