import { isDeepStrictEqual } from 'node:util';
import type { PollId } from '@pollcast/shared';
import { type BallotStore, StoreUnavailable, type TallyRecord } from '../domain/store.ts';
import { contentOf, unpackContent } from './packed-ballot.ts';
import { type Contents, recountOf } from './recount.ts';

/** So many ballots are counted in one step, in a few ms; more of them page by page, since a step holds up everybody. */
const MAX_AT_ONCE = 10_000;
/** Ballots of a page. */
export const PAGE = 1000;
const ATTEMPTS = 3;

/** How a store reads what is to be counted. */
export interface Books {
  /** Round and counters, and the contents of the same moment where there are at most `mostBallots`; null without the poll. */
  look(id: PollId, mostBallots: number): Promise<(Counted & { contents: Contents | null }) | null>;
  /** All ballots page by page, some of them perhaps twice; what changes meanwhile is in one state or the other. */
  pages(id: PollId): AsyncIterable<(readonly [voterKey: string, packed: string])[]>;
}

interface Counted {
  round: number;
  counted: TallyRecord;
}

/** The methods of the port that go through all ballots of a round. */
export function createCounting({ look, pages }: Books): Pick<BallotStore, 'audit' | 'contents'> {
  async function gather(id: PollId): Promise<Contents> {
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
    return [...ballots];
  }

  /** Counters and ballots of one state. */
  async function read(id: PollId): Promise<(Counted & { contents: Contents }) | null> {
    for (let attemptsLeft = ATTEMPTS; attemptsLeft > 0; attemptsLeft -= 1) {
      const before = await look(id, MAX_AT_ONCE);
      if (before === null) return null;
      const { round, counted } = before;
      if (before.contents !== null) return { round, counted, contents: before.contents };
      const contents = await gather(id);
      const after = await look(id, 0);
      // Ballots that change places leave the counters as they are: a difference is looked at once more.
      const isCertain = attemptsLeft === 1 || isSum(counted, contents);
      if (isCertain && isDeepStrictEqual(after?.counted, counted)) return { round, counted, contents };
    }
    throw new StoreUnavailable('Ballots come in faster than they can be counted.');
  }

  return {
    async audit(id) {
      const found = await read(id);
      return found && { counted: found.counted, recounted: recountOf(found.contents) };
    },
    async contents(id) {
      const found = await read(id);
      if (found === null) return null;
      return { round: found.round, version: found.counted.version, contents: unpacked(found.contents) };
    },
  };
}

function isSum({ version: _, ...counters }: TallyRecord, contents: Contents): boolean {
  return isDeepStrictEqual(recountOf(contents), counters);
}

function unpacked(contents: Contents) {
  return contents
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([content, count]) => {
      const bins = unpackContent(content);
      return bins === null ? [] : [{ bins, count }];
    });
}
