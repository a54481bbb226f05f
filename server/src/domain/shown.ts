import { type Bins, mayHide, shownBins } from '@pollcast/shared';
import { isFoul } from './foul-words.ts';
import type { BallotContents, PollRecord } from './store.ts';

interface Shown {
  settings: PollRecord['settings'];
  bins: Bins;
}

/** Of counters that many ask for, as a wave of joins does, what may leave is found out once. */
const known = new WeakMap<Bins, Shown>();

/** The bins that may leave the server, of a tally or a ballot: whatever goes out takes them from here. */
export function shownOf(poll: PollRecord, bins: Bins): Bins {
  const found = known.get(bins);
  if (found?.settings === poll.settings) return found.bins;
  const shown = shownBins(poll, bins, isFoul);
  if (shown !== bins) known.set(bins, { settings: poll.settings, bins: shown });
  return shown;
}

/**
 * Ballots as `shownOf` leaves them, sorted by that: those that come to the same are one content, as if nothing had been
 * left out of them, and one of which nothing is left is none.
 */
export function shownContents(
  poll: PollRecord,
  contents: BallotContents['contents'],
): BallotContents['contents'] {
  if (!mayHide(poll)) return contents;
  const found = new Map<string, { bins: Bins; count: number }>();
  for (const { bins, count } of contents) {
    const shown = shownOf(poll, bins);
    const content = JSON.stringify(Object.entries(shown).sort(([a], [b]) => (a < b ? -1 : 1)));
    if (content !== '[]')
      found.set(content, { bins: shown, count: (found.get(content)?.count ?? 0) + count });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, ballots]) => ballots);
}
