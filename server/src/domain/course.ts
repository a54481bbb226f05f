import { type Bins, type HistoryPoint, LIMITS } from '@pollcast/shared';

const START = { voters: 0, bins: {} };

type Counts = Pick<HistoryPoint, 'voters' | 'bins'>;

/**
 * A round's course as people may see it: of the recorded points, oldest first, those between which nobody stands out
 * (docs/SPEC.md H3), since the time of one vote or one change can betray whose it was. The newest is always there, since
 * it is what the tally says. `heaviest` is what the increments of one ballot come to at the most.
 */
export function blurredCourse(points: readonly HistoryPoint[], heaviest: number): HistoryPoint[] {
  const newest = points.at(-1);
  if (newest === undefined) return [];
  const isCrowd = (before: Counts, after: Counts) => isOfMany(before, after, heaviest);
  const shown: HistoryPoint[] = [];
  for (const point of points.slice(0, -1)) if (isCrowd(shown.at(-1) ?? START, point)) shown.push(point);
  while (shown.length > 0 && !isCrowd(shown.at(-1)!, newest)) shown.pop();
  return [...shown, newest];
}

/**
 * Do the differences of two points stand for enough people? Where counts only rise, the newcomers are counted, where
 * they only fall, those who withdrew. Rising here and falling there needs more on both sides than two ballots can weigh:
 * then as many have changed their answer, or come and gone.
 */
function isOfMany(before: Counts, after: Counts, heaviest: number): boolean {
  const risen = rise(before.bins, after.bins);
  const fallen = rise(after.bins, before.bins);
  const newcomers = after.voters - before.voters;
  if (fallen === 0) return newcomers >= LIMITS.crowdMin;
  if (risen === 0) return newcomers <= -LIMITS.crowdMin;
  return Math.min(risen, fallen) > (LIMITS.crowdMin - 1) * heaviest;
}

/** By how much the bins that have grown have grown together. */
function rise(from: Bins, to: Bins): number {
  return Object.entries(to).reduce((sum, [bin, count]) => sum + Math.max(0, count - (from[bin] ?? 0)), 0);
}
