import type { PollId } from '@pollcast/shared';
import type { LivePolls } from './live-polls.ts';
import type { RoomService } from './room-service.ts';
import type { PollRecord, PollSnapshot, Store } from './store.ts';

/** Several nodes' timers for one deadline come apart by so much. */
const JITTER_MS = 250;
/** setTimeout fires at once beyond this; a longer deadline is left to the sweep of due polls. */
const TIMER_MAX_MS = 2 ** 31 - 1 - JITTER_MS;
/** When the store could not be asked, it is asked again after this: the sweep alone may be seconds away. */
const RETRY_MS = 500;

interface Deps {
  store: Store;
  live: LivePolls;
  rooms: RoomService;
  onFault(fault: unknown): void;
}

/** Makes deadlines visible: reading a poll whose time is over closes it, so each timer is a read and any node's will do. */
export function watchDeadlines({ store, live, rooms, onFault }: Deps): { close(): void } {
  const timers = new Map<PollId, NodeJS.Timeout>();
  let isClosed = false;

  function later(id: PollId, leftMs: number, work: () => Promise<unknown>): void {
    const fire = () => {
      timers.delete(id);
      work().catch((fault: unknown) => {
        onFault(fault);
        // Unless something newer has been planned meanwhile.
        if (!isClosed && !timers.has(id)) later(id, RETRY_MS, work);
      });
    };
    timers.set(id, setTimeout(fire, leftMs + Math.random() * JITTER_MS).unref());
  }

  function arm({ poll: { id, status, closesAt } }: PollSnapshot): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (status !== 'open' || closesAt === null) return;
    const leftMs = Math.max(0, closesAt - store.now());
    if (leftMs < TIMER_MAX_MS) later(id, leftMs, () => live.refresh([id]));
  }

  const stop = live.onUpdate(({ before, after }) => {
    if (after.poll === before?.poll) return;
    arm(after);
    // In the room's list, unless another node was quicker.
    if (before?.poll.status === 'open' && isTimedOut(after.poll))
      later(after.poll.id, 0, () => rooms.show(after.poll));
  });
  return {
    close() {
      isClosed = true;
      stop();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

function isTimedOut({ status, closedAt, closesAt }: PollRecord): boolean {
  return status === 'closed' && closedAt === closesAt;
}
