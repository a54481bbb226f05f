import type { PollId, PollView, RoomCode } from '@pollcast/shared';
import { roleIn } from '../domain/caller.ts';
import { PollcastError } from '../domain/errors.ts';
import type { LivePolls } from '../domain/live-polls.ts';
import type { RoomService } from '../domain/room-service.ts';
import type { Sight } from '../domain/sight.ts';
import type { PollSnapshot, RoomRecord } from '../domain/store.ts';
import { isVisible, pollView } from '../domain/views.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Watcher } from './types.ts';

/** What one socket has asked to be told of. */
interface Watched {
  codes: Set<RoomCode>;
  /** Those watched one by one, with their rooms. */
  polls: Map<PollId, RoomCode>;
}

/** Null: meanwhile the poll has ceased to exist for the watcher. */
type LateView = () => PollView | null;

/** Snapshots for watchers, each taken after its subscription: never older than a push that went out before. */
export interface WatchList {
  of(watcher: Watcher): Watched;
  /** Polls that exist for the watcher; POLL_NOT_FOUND if one does not. */
  visible(watcher: Watcher, ids: readonly PollId[]): Promise<PollSnapshot[]>;
  /** Asks what the view depends on; the function returned makes it of what is known when it is called. */
  view(watcher: Watcher, snapshot: PollSnapshot): Promise<LateView>;
  /** The open polls of a room and the staged one. */
  roomViews(watcher: Watcher, room: RoomRecord): Promise<LateView[]>;
}

interface Deps {
  live: LivePolls;
  rooms: RoomService;
  sight: Sight;
  subscriptions: Subscriptions;
}

export function createWatchList({ live, rooms, sight, subscriptions }: Deps): WatchList {
  const lists = new WeakMap<Watcher, Watched>();

  function of(watcher: Watcher): Watched {
    const list = lists.get(watcher) ?? { codes: new Set(), polls: new Map() };
    lists.set(watcher, list);
    return list;
  }

  async function view(watcher: Watcher, snapshot: PollSnapshot): Promise<LateView> {
    const { id, round } = snapshot.poll;
    const { caller } = watcher.data;
    const onlooker = await sight.onlooker(snapshot, caller);
    if (onlooker.ballot?.bins != null) {
      subscriptions.setStanding({ poll: snapshot.poll, voterId: caller.voterId!, hasVoted: true });
    }
    return () => {
      const newest = live.peek(id) ?? snapshot;
      if (!isVisible(newest.poll, roleIn(newest.poll.code, caller))) return null;
      return pollView(newest, newest.poll.round === round ? onlooker : { ...onlooker, ballot: null });
    };
  }

  async function roomViews(watcher: Watcher, room: RoomRecord): Promise<LateView[]> {
    const role = roleIn(room.code, watcher.data.caller);
    const polls = await rooms.polls(room);
    const shown = polls.filter(
      (poll) => (poll.status === 'open' || poll.id === room.stage) && isVisible(poll, role),
    );
    return Promise.all(
      shown.flatMap(({ id }) => live.peek(id) ?? []).map((snapshot) => view(watcher, snapshot)),
    );
  }

  return {
    of,
    view,
    roomViews,

    async visible(watcher, ids) {
      const snapshots = await Promise.all(ids.map((id) => live.get(id)));
      return snapshots.map((snapshot) => {
        if (snapshot !== null && isVisible(snapshot.poll, roleIn(snapshot.poll.code, watcher.data.caller)))
          return snapshot;
        throw new PollcastError('POLL_NOT_FOUND');
      });
    },
  };
}
