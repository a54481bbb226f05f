import type { PollRecord, PollStore } from '../../domain/store.ts';
import { HISTORY_STEP_MS } from '../history.ts';
import { definitionOf, type PollRow } from '../poll-row.ts';

/*
 * The table of states (docs/SPEC.md S1–S4) on a poll's row; server/lua/{open,close,reset}-poll.lua are the same for
 * Redis. A rule returns the row itself when there is nothing to do.
 */

type Refused = { refused: 'POLL_NOT_OPEN' | 'CONFLICT' };
export type CourseRule = (row: PollRow, nowMs: number) => PollRow | Refused;

/** The next version of a document: later than the last one, and the clock's time where that is later still. */
export function raised(version: number, nowMs: number): number {
  return Math.max(version + 1, nowMs);
}

/** Both versions rise, since a tally tells the status too. */
function moved(row: PollRow, nowMs: number, fields: Partial<PollRow>): PollRow {
  const versions = { version: raised(row.version, nowMs), tallyVersion: raised(row.tallyVersion, nowMs) };
  return { ...row, ...versions, ...fields };
}

/** Closes a poll whose deadline is reached. */
export function settled(row: PollRow, nowMs: number): PollRow {
  if (row.status !== 'open' || row.closesAt === null || nowMs < row.closesAt) return row;
  return moved(row, nowMs, { status: 'closed', closedAt: row.closesAt });
}

export function opening({ round, durationMs, extendMs }: Parameters<PollStore['open']>[1]): CourseRule {
  return (row, nowMs) => {
    if (!isRound(row, round)) return { refused: 'CONFLICT' };
    if (row.status === 'open') {
      if (extendMs === null) return row;
      return { ...row, closesAt: nowMs + extendMs, version: raised(row.version, nowMs) };
    }
    const closesAt = durationMs === null ? null : nowMs + durationMs;
    const openedAt = row.status === 'draft' ? nowMs : row.openedAt;
    return moved(row, nowMs, { status: 'open', openedAt, closesAt, closedAt: null });
  };
}

export function closing(round: number | undefined): CourseRule {
  return (row, nowMs) => {
    if (!isRound(row, round)) return { refused: 'CONFLICT' };
    if (row.status === 'draft') return { refused: 'POLL_NOT_OPEN' };
    return row.status === 'closed' ? row : moved(row, nowMs, { status: 'closed', closedAt: nowMs });
  };
}

export function resetting(round: number | undefined): CourseRule {
  return (row, nowMs) => {
    // A repeated reset finds the draft that it has made.
    if (row.status === 'draft' && round === row.round - 1) return row;
    if (!isRound(row, round)) return { refused: 'CONFLICT' };
    if (row.status === 'draft') return row;
    return draftOf(row, row.round + 1, nowMs);
  };
}

/** The poll at the beginning of a later round. */
function draftOf(row: PollRow, round: number, nowMs: number): PollRow {
  const times = { openedAt: null, closesAt: null, closedAt: null, countedAt: null };
  const counters = { revealed: null, voters: 0, historyStepMs: HISTORY_STEP_MS };
  return moved(row, nowMs, { status: 'draft', round, ...times, ...counters });
}

/** What moderators write: only a draft's options come and go, and with them the bins that its tally shows. */
export function edited(
  poll: PollRecord,
  { retells }: { retells: boolean },
): (row: PollRow, nowMs: number) => PollRow {
  return (row, nowMs) => {
    const isRaised = retells || row.status === 'draft';
    const tallyVersion = isRaised ? raised(row.tallyVersion, nowMs) : row.tallyVersion;
    const version = raised(row.version, nowMs);
    return { ...row, ...definitionOf(poll), deletedAt: poll.deletedAt, version, tallyVersion };
  };
}

/** Puts the poll into the round that has been seen, and both versions above what has been seen of it. */
export function lifted(row: PollRow, seen: Parameters<PollStore['raise']>[1], nowMs: number): PollRow {
  if (row.round > seen.round) return row;
  const current = row.round < seen.round ? draftOf(row, seen.round, nowMs) : row;
  const version = Math.max(current.version, seen.pollVersion + 1);
  const tallyVersion = Math.max(current.tallyVersion, seen.tallyVersion + 1);
  const isAbove = version === current.version && tallyVersion === current.tallyVersion;
  return isAbove ? current : { ...current, version, tallyVersion };
}

function isRound(row: PollRow, round: number | undefined): boolean {
  return round === undefined || round === row.round;
}
