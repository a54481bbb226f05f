import type { PollState } from '@pollcast/client';
import { signal } from '@preact/signals';
import type { LiveRoom } from '../live/live-room.ts';
import { createPace, type Pace } from './pace.ts';

/** The pace of each open poll of a room, anew every second. */
export interface Paces {
  /** Votes a second; null while unknown. Components that ask are drawn again each second. */
  of(id: string): number | null;
  close(): void;
}

const EVERY_MS = 1000;

export function openPaces(live: LiveRoom): Paces {
  const paces = new Map<string, Pace>();
  const second = signal(0);

  function measure(): void {
    for (const { id, status } of live.room.peek()?.room.polls ?? []) {
      const state = status === 'open' ? live.client.poll(id) : null;
      const voters = state === null ? null : votersOf(state);
      if (voters === null) paces.delete(id);
      else paceOf(id).take(performance.now(), voters);
    }
    second.value += 1;
  }

  function paceOf(id: string): Pace {
    const pace = paces.get(id) ?? createPace();
    paces.set(id, pace);
    return pace;
  }

  const timer = setInterval(measure, EVERY_MS);
  const stop = live.client.onConnection(() => {
    for (const pace of paces.values()) pace.restart();
  });
  return {
    of(id) {
      second.value;
      return paces.get(id)?.perSecond() ?? null;
    },
    close() {
      clearInterval(timer);
      stop();
    },
  };
}

/** How many have voted, from whatever of it may be known. */
function votersOf({ tally, turnout }: PollState): number | null {
  return tally?.voters ?? turnout;
}
