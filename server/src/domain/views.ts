import {
  answerOfBins,
  type Ballot,
  type Bins,
  binsOfPoll,
  maySeeResult,
  type Poll,
  type PollSummary,
  type PollView,
  type Role,
  type Room,
  resultOf,
  type Tally,
  toldPoll,
  withoutSegments,
} from '@pollcast/shared';
import type { StoredBallot } from './ballot-rule.ts';
import { isStaff } from './caller.ts';
import { shownOf } from './shown.ts';
import type { PollRecord, PollSnapshot, RoomRecord } from './store.ts';

/** Who looks, with their own ballot if it is known. */
export interface Onlooker {
  role: Role;
  ballot: StoredBallot | null;
}

/** A poll as it travels, without what only the store needs. */
export function pollOf({ deletedAt: _, ...poll }: PollRecord): Poll {
  return poll;
}

/** The poll as a role may know it: without what voters are not told yet, for them and for stages. */
export function pollFor(poll: PollRecord, role: Role): Poll {
  return isStaff(role) ? pollOf(poll) : toldPoll(pollOf(poll));
}

/** The whole tally of a snapshot: every bin of the poll, zeros too. */
export function tallyOf({ poll, tally: { version, voters, bins } }: PollSnapshot): Tally {
  return {
    pollId: poll.id,
    round: poll.round,
    version,
    status: poll.status,
    voters,
    bins: wholeBins(poll, bins),
    final: poll.status === 'closed',
  };
}

/** Counts with every bin of the poll, zeros too, and no other, nor any that may not leave the server. */
export function wholeBins(poll: PollRecord, bins: Bins): Record<string, number> {
  const shown = shownOf(poll, withoutSegments(bins));
  return { ...Object.fromEntries(binsOfPoll(poll).map((bin) => [bin, 0])), ...shown };
}

/** Somebody's own ballot for them to read; null when there is none, or it was withdrawn. */
export function ballotOf(poll: PollRecord, stored: StoredBallot | null): Ballot | null {
  if (stored === null || stored.bins === null) return null;
  return { answer: answerOfBins(poll, withoutSegments(stored.bins)), seq: stored.seq, status: 'counted' };
}

/** May this onlooker see counts of the poll? */
export function maySee(poll: PollRecord, { role, ballot }: Onlooker): boolean {
  return maySeeResult(poll, { role, hasVoted: ballot?.bins != null });
}

/** May a voter see counts of the poll, given whether their ballot counts? */
export function voterMaySee(poll: PollRecord, hasVoted: boolean): boolean {
  return maySeeResult(poll, { role: 'voter', hasVoted });
}

/** A poll as one onlooker may see it. */
export function pollView(snapshot: PollSnapshot, onlooker: Onlooker): PollView {
  const { poll } = snapshot;
  const ballot = ballotOf(poll, onlooker.ballot);
  const view: PollView = { poll: pollFor(poll, onlooker.role), ...(ballot !== null && { ballot }) };
  if (maySee(poll, onlooker)) {
    const tally = tallyOf(snapshot);
    // Of what is known to this onlooker alone.
    return { ...view, tally, result: resultOf(view.poll, tally) };
  }
  if (!poll.settings.turnout) return view;
  return { ...view, turnout: { pollId: poll.id, round: poll.round, voters: snapshot.tally.voters } };
}

/** Does the poll exist for somebody of this role? Drafts do for moderators and viewers only. */
export function isVisible(poll: PollRecord, role: Role): boolean {
  return poll.deletedAt === null && (poll.status !== 'draft' || isStaff(role));
}

/** Has the poll ever existed for somebody of this role? A draft of a later round has been open. */
export function isKnown({ status, round }: PollRecord, role: Role): boolean {
  return status !== 'draft' || round > 1 || isStaff(role);
}

/** A room as a role may see it. `polls` are those of `room.pollIds` that exist, in that order. */
export function roomView(room: RoomRecord, polls: readonly PollRecord[], role: Role): Room {
  const visible = polls.filter((poll) => isVisible(poll, role));
  return {
    code: room.code,
    title: room.title,
    stage: visible.some((poll) => poll.id === room.stage) ? room.stage : null,
    polls: visible.map(summaryOf),
    segment: visible.some((poll) => poll.id === room.segment) ? room.segment : null,
    version: room.version,
  };
}

function summaryOf({ id, kind, question, status, round }: PollRecord): PollSummary {
  return { id, kind, question, status, round };
}
