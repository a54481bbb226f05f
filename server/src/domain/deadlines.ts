import type { PollId } from '@pollcast/shared';
import type { LivePolls } from './live-polls.ts';
import type { PollSnapshot, Store } from './store.ts';

/** Several nodes' timers for one deadline come apart by so much. */
const JITTER_MS = 250;
/** setTimeout fires at once beyond this; a longer deadline is left to the sweep of due polls. */
const TIMER_MAX_MS = 2 ** 31 - 1;

interface Deps {
  store: Store;
  live: LivePolls;
  onFault(fault: unknown): void;
}

/** Makes deadlines visible: reading a poll whose time is over closes it, so each timer is a read and any node's will do. */
export function watchDeadlines({ store, live, onFault }: Deps): { close(): void } {
  const timers = new Map<PollId, NodeJS.Timeout>();

  function arm({ poll: { id, status, closesAt } }: PollSnapshot): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
    if (status !== 'open' || closesAt === null) return;
    const leftMs = Math.max(0, closesAt - store.now()) + Math.random() * JITTER_MS;
    if (leftMs > TIMER_MAX_MS) return;
    const fire = () => {
      timers.delete(id);
      live.refresh([id]).catch(onFault);
    };
    timers.set(id, setTimeout(fire, leftMs).unref());
  }

  const stop = live.onUpdate(({ before, after }) => {
    if (after.poll !== before?.poll) arm(after);
  });
  return {
    close() {
      stop();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
