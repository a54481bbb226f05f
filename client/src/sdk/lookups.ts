import { deliver, type Link } from './deliver.ts';
import { PollcastError } from './pollcast-error.ts';
import type { Polls } from './polls.ts';

/** Asking for single polls that no push or snapshot has told. */
export interface Lookups {
  /** Asks at once. */
  lookUp(id: string): void;
  /** Asks within the next second, if the poll's state is unknown then: a whole audience may have the same question. */
  lookUpMissing(id: string): void;
  /** Asks within the next second whatever is known. */
  lookUpSoon(id: string): void;
}

interface LookupsOptions {
  link: Link;
  polls: Polls;
  tick: () => number;
  /** Does anybody still want to know of it? */
  isWanted: (id: string) => boolean;
}

const SPREAD_MS = 1_000;

export function createLookups({ link, polls, tick, isWanted }: LookupsOptions): Lookups {
  async function ask(id: string): Promise<void> {
    const askedAt = tick();
    try {
      const view = await deliver(link, { command: 'poll:get', input: { id }, isWanted: () => isWanted(id) });
      if (view !== null && isWanted(id)) polls.takeView(view, askedAt);
    } catch (error) {
      if (!(error instanceof PollcastError)) throw error;
      if (error.code === 'POLL_NOT_FOUND') polls.remove(id);
    }
  }

  function later(act: () => void): void {
    setTimeout(act, Math.random() * SPREAD_MS);
  }

  return {
    lookUp: (id) => void ask(id),
    lookUpMissing: (id) =>
      later(() => {
        if (polls.get(id) === null) void ask(id);
      }),
    lookUpSoon: (id) => later(() => void ask(id)),
  };
}
