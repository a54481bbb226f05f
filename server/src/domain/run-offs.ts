import {
  type AnswerOf,
  answerOfBins,
  type Bins,
  type PollId,
  type Runoff,
  runOff,
  withoutSegments,
} from '@pollcast/shared';
import type { PollRecord, PollSnapshot, Store } from './store.ts';

/** Run-offs of closed rankings; docs/adr/0010-run-off.md. */
export interface Runoffs {
  /** Null of another kind, while voting is not closed, and where it has been opened again meanwhile. */
  of(snapshot: PollSnapshot): Promise<Runoff | null>;
}

interface Kept {
  /** Round and version of the final tally. */
  of: string;
  runoff: Promise<Runoff | null>;
}

/** So many polls' run-offs are kept, those that were asked for first go first. */
const KEPT_MAX = 500;

/** Folds a poll's stored ballots once for each final tally, however many ask. */
export function createRunoffs({ ballots }: Pick<Store, 'ballots'>): Runoffs {
  const kept = new Map<PollId, Kept>();

  async function fold({ poll, tally }: PollSnapshot): Promise<Runoff | null> {
    const found = await ballots.contents(poll.id);
    if (found?.round !== poll.round || found.version !== tally.version) return null;
    const ranked = found.contents.map(({ bins, count }) => ({ order: orderIn(poll, bins), count }));
    return { round: found.round, version: found.version, ...runOff(poll.options, ranked) };
  }

  function keep(id: PollId, entry: Kept): void {
    kept.delete(id);
    kept.set(id, entry);
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MAX) kept.delete(oldest!);
    // What could not be made is made when it is asked for next.
    const forget = () => kept.get(id) === entry && kept.delete(id);
    entry.runoff.then((runoff) => runoff ?? forget(), forget);
  }

  return {
    async of(snapshot) {
      const { poll, tally } = snapshot;
      if (poll.kind !== 'ranking' || poll.status !== 'closed') return null;
      const of = `${poll.round}-${tally.version}`;
      const known = kept.get(poll.id);
      if (known?.of === of) return known.runoff;
      const runoff = fold(snapshot);
      keep(poll.id, { of, runoff });
      return runoff;
    },
  };
}

function orderIn(poll: PollRecord, bins: Bins) {
  return (answerOfBins(poll, withoutSegments(bins)) as AnswerOf<'ranking'>).order;
}
