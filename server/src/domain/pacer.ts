/**
 * Paces sends by key: the first at once, then at most one an interval and always a last one. `send` returns nothing or
 * throws nothing; `intervalMs` is asked after each send, so that it may stretch.
 */
export interface Pacer<Key> {
  /** Something of this key is newer. */
  mark(key: Key): void;
  /** Sends now whatever the interval says, and begins a new one. */
  sendNow(key: Key): void;
  close(): void;
}

interface Pace {
  timer: NodeJS.Timeout;
  marked: boolean;
}

export function createPacer<Key>(send: (key: Key) => void, intervalMs: () => number): Pacer<Key> {
  const paces = new Map<Key, Pace>();

  function sendNow(key: Key): void {
    const pace = paces.get(key);
    if (pace !== undefined) clearTimeout(pace.timer);
    send(key);
    paces.set(key, { marked: false, timer: setTimeout(() => tick(key), intervalMs()).unref() });
  }

  function tick(key: Key): void {
    if (paces.get(key)?.marked === true) sendNow(key);
    else paces.delete(key);
  }

  return {
    mark(key) {
      const pace = paces.get(key);
      if (pace === undefined) sendNow(key);
      else pace.marked = true;
    },
    sendNow,
    close() {
      for (const { timer } of paces.values()) clearTimeout(timer);
      paces.clear();
    },
  };
}
