import {
  answerOfBins,
  LIMITS,
  type PollBallots,
  type PollId,
  type PollResults,
  type Role,
  type RoomCode,
  type RoomResults,
  resultOf,
} from '@pollcast/shared';
import { type Caller, isStaff, roleIn, stranger } from './caller.ts';
import { PollcastError } from './errors.ts';
import type { LivePolls } from './live-polls.ts';
import type { Runoffs } from './run-offs.ts';
import { shownContents } from './shown.ts';
import type { Sight } from './sight.ts';
import type { PollSnapshot, Store } from './store.ts';
import { maySee, pollFor, tallyOf } from './views.ts';

/** Results to be kept, fresh from the store. */
export interface Results {
  /** FORBIDDEN for a caller who may not see the counts. */
  ofPoll(id: PollId, caller: Caller): Promise<PollResults>;
  /** The polls that have been opened and whose counts the caller may see; FORBIDDEN for a voter where there is none. */
  ofRoom(code: RoomCode, caller: Caller): Promise<RoomResults>;
  /** The closed polls of a room whose counts a stranger may see, none of them perhaps. */
  conductedIn(code: RoomCode, address: string): Promise<Omit<RoomResults, 'serverNow'>>;
  /**
   * What the ballots of a closed poll say (docs/SPEC.md E3). FORBIDDEN for whoever does not moderate it, while it is not
   * closed, and of too few; CONFLICT where it was opened again meanwhile.
   */
  ballotsOf(id: PollId, caller: Caller): Promise<PollBallots>;
}

const NOT_YET = `Ballots are given out once voting is closed and at least ${LIMITS.crowdMin} have voted.`;
const SPLIT = 'Ballots of a poll that is split by segments are not given out.';

interface Deps {
  store: Pick<Store, 'now' | 'ballots'>;
  livePolls: LivePolls;
  sight: Sight;
  runoffs: Runoffs;
}

export function createResults({ store, livePolls, sight, runoffs }: Deps): Results {
  const isSeen = async (snapshot: PollSnapshot, caller: Caller) =>
    maySee(snapshot.poll, await sight.onlooker(snapshot, caller));

  async function counted(snapshot: PollSnapshot, role: Role) {
    const poll = pollFor(snapshot.poll, role);
    const tally = tallyOf(snapshot);
    const runoff = await runoffs.of(snapshot);
    return { poll, tally, result: resultOf(poll, tally), ...(runoff !== null && { runoff }) };
  }

  async function seenIn(code: RoomCode, caller: Caller): Promise<Omit<RoomResults, 'serverNow'>> {
    const { title, pollIds } = await sight.findRoom(code, caller);
    const snapshots = (await livePolls.refresh(pollIds)).filter(wasOpened);
    const seen = await Promise.all(snapshots.map((snapshot) => isSeen(snapshot, caller)));
    const role = roleIn(code, caller);
    const shown = snapshots.filter((_, index) => seen[index]);
    const polls = await Promise.all(shown.map((snapshot) => counted(snapshot, role)));
    return { code, title, polls };
  }

  return {
    async ofPoll(id, caller) {
      const snapshot = await sight.poll(id, caller);
      if (!(await isSeen(snapshot, caller))) throw new PollcastError('FORBIDDEN');
      return { ...(await counted(snapshot, roleIn(snapshot.poll.code, caller))), serverNow: store.now() };
    },

    async ofRoom(code, caller) {
      const room = await seenIn(code, caller);
      if (room.polls.length === 0 && !isStaff(roleIn(code, caller))) throw new PollcastError('FORBIDDEN');
      return { ...room, serverNow: store.now() };
    },

    async conductedIn(code, address) {
      const room = await seenIn(code, stranger(address));
      return { ...room, polls: room.polls.filter(({ poll }) => poll.status === 'closed') };
    },

    async ballotsOf(id, caller) {
      const { poll, tally } = await sight.poll(id, caller);
      if (roleIn(poll.code, caller) !== 'moderator') throw new PollcastError('FORBIDDEN');
      // Their ballots would tell what the same person answered to another poll.
      if (poll.segment !== null) throw new PollcastError('FORBIDDEN', { message: SPLIT });
      if (poll.status !== 'closed' || tally.voters < LIMITS.crowdMin)
        throw new PollcastError('FORBIDDEN', { message: NOT_YET });
      const found = await store.ballots.contents(id);
      // What was read would be of another round, or tell of whoever voted since.
      if (found?.version !== tally.version) throw new PollcastError('CONFLICT');
      const ballots = shownContents(poll, found.contents).map(({ bins, count }) => ({
        answer: answerOfBins(poll, bins),
        count,
      }));
      return { poll: pollFor(poll, 'moderator'), ballots, serverNow: store.now() };
    },
  };
}

function wasOpened(snapshot: PollSnapshot | null): snapshot is PollSnapshot {
  return snapshot?.poll.deletedAt === null && snapshot.poll.status !== 'draft';
}
