import { createTimings, type Timings } from './timings.ts';

/** A vote that was counted: when it was sent, and the version of the first tally that has it. */
export interface Tap {
  poll: string;
  sentAt: number;
  version: number;
}

/** The tallies of a poll that one watcher was shown, oldest first. */
export interface Screen {
  poll: string;
  shown: { at: number; version: number }[];
}

/** From each tap to the first tally on each screen that has it. */
export function tapToScreen(taps: readonly Tap[], screens: readonly Screen[]): Timings {
  const timings = createTimings();
  const inOrder = taps.toSorted((a, b) => a.version - b.version);
  for (const { poll, shown } of screens) {
    let next = 0;
    for (const tap of inOrder) {
      if (tap.poll !== poll) continue;
      while (next < shown.length && shown[next]!.version < tap.version) next += 1;
      if (next === shown.length) break;
      timings.add(shown[next]!.at - tap.sentAt);
    }
  }
  return timings.read();
}

const VERSION = '"version":';

/** The version that stands in a tally or an acknowledgement; null where there is none. */
export function versionIn(text: string): number | null {
  const at = text.indexOf(VERSION);
  return at === -1 ? null : Number.parseInt(text.slice(at + VERSION.length), 10);
}
