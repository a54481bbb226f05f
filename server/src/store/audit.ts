import { isDeepStrictEqual } from 'node:util';
import type { PollId } from '@pollcast/shared';
import { type BallotStore, StoreUnavailable, type TallyRecord } from '../domain/store.ts';
import { contentOf } from './packed-ballot.ts';
import { type Recount, recountOf } from './recount.ts';

/** So many ballots are recounted in one step, in a few ms; more of them page by page, since a step holds up everybody. */
const MAX_AT_ONCE = 10_000;
/** Ballots of a page. */
export const PAGE = 1000;
const ATTEMPTS = 3;

/** How a store reads what is to be recounted. */
export interface Books {
  /** Counters, and the recount of the same moment where there are at most `mostBallots`; null without the poll. */
  look(id: PollId, mostBallots: number): Promise<{ counted: TallyRecord; recounted: Recount | null } | null>;
  /** All ballots page by page, some of them perhaps twice; what changes meanwhile is in one state or the other. */
  pages(id: PollId): AsyncIterable<(readonly [voterKey: string, packed: string])[]>;
}

export function createAudit({ look, pages }: Books): BallotStore['audit'] {
  async function fold(id: PollId): Promise<Recount> {
    const ballots = new Map<string, number>();
    const seen = new Set<string>();
    for await (const page of pages(id)) {
      for (const [voterKey, packed] of page) {
        if (seen.has(voterKey)) continue;
        seen.add(voterKey);
        const content = contentOf(packed);
        ballots.set(content, (ballots.get(content) ?? 0) + 1);
      }
    }
    return recountOf(ballots);
  }

  return async (id) => {
    for (let attemptsLeft = ATTEMPTS; attemptsLeft > 0; attemptsLeft -= 1) {
      const before = await look(id, MAX_AT_ONCE);
      if (before === null) return null;
      const { counted } = before;
      if (before.recounted !== null) return { counted, recounted: before.recounted };
      const recounted = await fold(id);
      const after = await look(id, 0);
      // Ballots that change places leave the counters as they are: a difference is looked at once more.
      const isCertain =
        attemptsLeft === 1 || isDeepStrictEqual({ ...recounted, version: counted.version }, counted);
      if (isCertain && isDeepStrictEqual(after?.counted, counted)) return { counted, recounted };
    }
    throw new StoreUnavailable('Ballots come in faster than they can be recounted.');
  };
}
