import {
  type PollId,
  type PollResults,
  type Role,
  type RoomCode,
  type RoomResults,
  resultOf,
} from '@pollcast/shared';
import { type Caller, isStaff, roleIn } from './caller.ts';
import { PollcastError } from './errors.ts';
import type { LivePolls } from './live-polls.ts';
import type { Sight } from './sight.ts';
import type { PollSnapshot, Store } from './store.ts';
import { maySee, pollFor, tallyOf } from './views.ts';

/** Results to be kept, fresh from the store. */
export interface Results {
  /** FORBIDDEN for a caller who may not see the counts. */
  ofPoll(id: PollId, caller: Caller): Promise<PollResults>;
  /** The polls that have been opened and whose counts the caller may see; FORBIDDEN for a voter where there is none. */
  ofRoom(code: RoomCode, caller: Caller): Promise<RoomResults>;
}

interface Deps {
  store: Pick<Store, 'now'>;
  livePolls: LivePolls;
  sight: Sight;
}

export function createResults({ store, livePolls, sight }: Deps): Results {
  const isSeen = async (snapshot: PollSnapshot, caller: Caller) =>
    maySee(snapshot.poll, await sight.onlooker(snapshot, caller));

  return {
    async ofPoll(id, caller) {
      const snapshot = await sight.poll(id, caller);
      if (!(await isSeen(snapshot, caller))) throw new PollcastError('FORBIDDEN');
      return { ...counted(snapshot, roleIn(snapshot.poll.code, caller)), serverNow: store.now() };
    },

    async ofRoom(code, caller) {
      const { title, pollIds } = await sight.findRoom(code, caller);
      const snapshots = (await livePolls.refresh(pollIds)).filter(wasOpened);
      const seen = await Promise.all(snapshots.map((snapshot) => isSeen(snapshot, caller)));
      const role = roleIn(code, caller);
      const polls = snapshots.filter((_, index) => seen[index]).map((snapshot) => counted(snapshot, role));
      if (polls.length === 0 && !isStaff(role)) throw new PollcastError('FORBIDDEN');
      return { code, title, polls, serverNow: store.now() };
    },
  };
}

function wasOpened(snapshot: PollSnapshot | null): snapshot is PollSnapshot {
  return snapshot?.poll.deletedAt === null && snapshot.poll.status !== 'draft';
}

function counted(snapshot: PollSnapshot, role: Role) {
  const tally = tallyOf(snapshot);
  return { poll: pollFor(snapshot.poll, role), tally, result: resultOf(snapshot.poll, tally) };
}
