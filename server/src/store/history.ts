import type { HistoryPoint } from '@pollcast/shared';
import { unpackContent } from './packed-ballot.ts';

/*
 * A round's course. The counters are written down when the first batch of a later step comes, as they were at the end
 * of theirs; the newest point is always the counters themselves. server/lua/cast-ballots.lua does the same.
 */

/** The first step's length; it doubles whenever the points are thinned. */
export const HISTORY_STEP_MS = 1000;
/** Points beside the newest one. */
export const HISTORY_POINTS = 599;

/** Does a change at `nowMs` begin a new step after the one at `countedAt`? */
export function isNewStep(countedAt: number | null, nowMs: number, stepMs: number): boolean {
  return countedAt !== null && Math.floor(nowMs / stepMs) > Math.floor(countedAt / stepMs);
}

/** Reads a point as Redis keeps it: `at voters |bin:count,…`. */
export function readPoint(text: string): HistoryPoint {
  const [at, voters, content] = text.split(' ');
  return { at: Number(at), voters: Number(voters), bins: unpackContent(content!)! };
}
