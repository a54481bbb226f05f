import type { PollId, RoomCode } from '@pollcast/shared';
import { watchDeadlines } from './deadlines.ts';
import type { LivePolls, Regression } from './live-polls.ts';
import type { LiveRooms } from './live-rooms.ts';
import { eraseUnused } from './retention.ts';
import type { RoomService } from './room-service.ts';
import type { Change, PollRecord, Store } from './store.ts';

interface Deps {
  store: Store;
  livePolls: LivePolls;
  liveRooms: LiveRooms;
  rooms: RoomService;
  watches: { isPollWatched(poll: PollRecord): boolean; isRoomWatched(code: RoomCode): boolean };
  retentionDays: number;
  onRegression(of: { poll: PollId } | { room: RoomCode }): void;
  onFault(fault: unknown): void;
}

/** A feed that has gone deaf is noticed by nobody else: what is watched is read again this often. */
const NET_MS = 5_000;
const RETENTION_MS = 3_600_000;
const IDLE_MS = 60_000;

/** Keeps a node's knowledge true without anybody asking: the change feed, and the nets under it. */
export function startUpkeep(deps: Deps): { close(): void } {
  const { store, livePolls, liveRooms, rooms, watches, retentionDays, onFault } = deps;
  const guard = (work: Promise<unknown>) => void work.catch(onFault);

  const refreshPolls = (ids: readonly PollId[]) => settleAll(ids.map((id) => livePolls.refresh([id])));
  const refreshRooms = (codes: readonly RoomCode[]) =>
    settleAll(codes.map((code) => liveRooms.refresh(code)));

  /** Each part by itself: what cannot be read must not keep the rest from being read. */
  function resync(): void {
    const polls = [...livePolls.known()].map(({ poll }) => poll).filter(watches.isPollWatched);
    const rooms = [...liveRooms.codes().filter(watches.isRoomWatched), ...polls.map(({ code }) => code)];
    guard(refreshPolls(polls.map(({ id }) => id)));
    guard(refreshRooms([...new Set(rooms)]));
  }

  function follow(change: Change): void {
    switch (change.kind) {
      case 'poll':
        if (change.tally === undefined || livePolls.applyTally(change.id, change.tally) === 'unread')
          guard(livePolls.refresh([change.id]));
        return;
      case 'room':
        guard(liveRooms.refresh(change.code));
        return;
      case 'reset':
        resync();
        return;
      default:
        change satisfies never;
    }
  }

  function sweep(): void {
    livePolls.forgetIdle(IDLE_MS, watches.isPollWatched);
    liveRooms.forgetIdle(IDLE_MS, watches.isRoomWatched);
    resync();
    guard(store.polls.listDue().then(refreshPolls));
  }

  const stopFeed = store.onChange(follow);
  const stopRegressions = [
    livePolls.onRegression((lost) => {
      deps.onRegression({ poll: lost.known.poll.id });
      guard(repair(deps, lost));
    }),
    liveRooms.onRegression(({ code }) => deps.onRegression({ room: code })),
  ];
  const deadlines = watchDeadlines({ store, live: livePolls, rooms, onFault });
  const timers = [every(NET_MS, sweep)];
  if (retentionDays > 0) {
    const retain = () => guard(eraseUnused({ store, live: livePolls, rooms, retentionDays }));
    retain();
    timers.push(every(RETENTION_MS, retain));
  }

  return {
    close() {
      stopFeed();
      for (const stop of stopRegressions) stop();
      deadlines.close();
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** A store that failed over may have lost a close or reset that was announced: what watchers have seen is made true again. */
async function repair({ store, livePolls }: Deps, { known, read }: Regression) {
  const { id, round, version, status } = known.poll;
  await store.polls.raise(id, { round, pollVersion: version, tallyVersion: known.tally.version });
  const hasReopened = status === 'closed' && read.poll.status === 'open' && read.poll.round === round;
  if (hasReopened) await store.polls.close(id, { round });
  await livePolls.refresh([id]);
}

/** Resolves when all have ended. Where several failed it is mostly for one cause, so the first speaks for all. */
async function settleAll(works: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason;
}

/** Nodes that started together do not all ask the store at once. */
function every(intervalMs: number, work: () => void): NodeJS.Timeout {
  return setInterval(work, intervalMs * (0.9 + Math.random() * 0.2)).unref();
}
