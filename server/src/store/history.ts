import type { HistoryPoint } from '@pollcast/shared';
import { unpackContent } from './packed-ballot.ts';

/*
 * A round's course. The counters are written down when the first batch of a later step comes, as they were at the end
 * of theirs; the newest point is always the counters themselves. server/lua/cast-ballots.lua does the same.
 */

/** The first step's length; it doubles whenever the points are thinned. */
export const HISTORY_STEP_MS = 1000;
/** Points beside the newest one. */
const HISTORY_POINTS = 599;
/** What they may come to if all are as large as the newest, which is the largest of most: fewer of many bins have room. */
const HISTORY_BYTES = 4 * 1024 * 1024;

/** Are there too many points, the newest of so many bytes? Then every other one goes. */
export function isFull(points: number, newestBytes: number): boolean {
  return points >= HISTORY_POINTS || points * newestBytes > HISTORY_BYTES;
}

/** Does a change at `nowMs` begin a new step after the one at `countedAt`? */
export function isNewStep(countedAt: number | null, nowMs: number, stepMs: number): boolean {
  return countedAt !== null && Math.floor(nowMs / stepMs) > Math.floor(countedAt / stepMs);
}

/** Reads a point as Redis keeps it: `at voters |bin:count,…`. */
export function readPoint(text: string): HistoryPoint {
  const [at, voters, content] = text.split(' ');
  return { at: Number(at), voters: Number(voters), bins: unpackContent(content!)! };
}
