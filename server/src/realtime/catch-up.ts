import type { PollId, PollView } from '@pollcast/shared';
import { roleIn } from '../domain/caller.ts';
import type { LivePolls } from '../domain/live-polls.ts';
import type { RoomService } from '../domain/room-service.ts';
import type { Sight } from '../domain/sight.ts';
import type { PollSnapshot, Store } from '../domain/store.ts';
import { isKnown } from '../domain/views.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Watcher } from './types.ts';
import type { WatchList } from './watch-list.ts';

/** What happened so long before was certainly told: feeds and the pace of pushes are faster. */
const TOLD_WITHIN_MS = 15_000;

interface Deps {
  store: Pick<Store, 'now'>;
  live: LivePolls;
  rooms: RoomService;
  sight: Sight;
  subscriptions: Subscriptions;
  watchList: WatchList;
}

/**
 * Puts a watcher back into the channels of what it watches by now, after `suspendedMs` outside, and sends the polls that
 * are open, on stage or changed since; not all of a long list, which a slow line would not take.
 */
export type CatchUp = (watcher: Watcher, suspendedMs: number) => Promise<void>;

export function createCatchUp({ store, live, rooms, sight, subscriptions, watchList }: Deps): CatchUp {
  /** Sends a poll as it is, or that it is gone. */
  async function tell(watcher: Watcher, id: PollId, isDue: (known: PollSnapshot) => boolean): Promise<void> {
    const known = await live.get(id);
    if (known !== null && !isDue(known)) return;
    const view = known === null ? null : (await watchList.view(watcher, known))();
    if (view !== null) send(watcher, view);
    else if (known === null || isKnown(known.poll, roleIn(known.poll.code, watcher.data.caller)))
      watcher.emit('poll:removed', { pollId: id });
  }

  return async (watcher, suspendedMs) => {
    const { codes, polls } = watchList.of(watcher);
    for (const code of codes) subscriptions.joinRoom(watcher, code);
    for (const [id, code] of polls) subscriptions.watchPoll(watcher, { id, code });
    const since = store.now() - suspendedMs - TOLD_WITHIN_MS;
    const isNews = (known: PollSnapshot) => isOpen(known) || newestVersion(known) >= since;
    for (const code of codes) {
      const room = await rooms.find(code);
      if (room === null) continue;
      watcher.emit('room:changed', await sight.room(room, watcher.data.caller));
      const isDue = (known: PollSnapshot) => known.poll.id === room.stage || isNews(known);
      await Promise.all(room.pollIds.map((id) => tell(watcher, id, isDue)));
    }
    await Promise.all([...polls.keys()].map((id) => tell(watcher, id, isNews)));
  };
}

const isOpen = ({ poll }: PollSnapshot) => poll.status === 'open';
/** In milliseconds of the store's clock, or greater. */
const newestVersion = ({ poll, tally }: PollSnapshot) => Math.max(poll.version, tally.version);

function send(watcher: Watcher, { poll, tally, turnout }: PollView): void {
  watcher.emit('poll:changed', poll);
  if (tally !== undefined) watcher.emit('poll:tally', tally);
  if (turnout !== undefined) watcher.emit('poll:turnout', turnout);
}
