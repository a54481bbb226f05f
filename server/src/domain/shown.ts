import { type Bins, shownBins } from '@pollcast/shared';
import { isFoul } from './foul-words.ts';
import type { PollRecord } from './store.ts';

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
