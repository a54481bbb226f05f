/**
 * Paces sends by key: the first at once, then at most one an interval, from start to start, and always a last one. `send`
 * throws nothing, and resolves where it takes longer; `intervalMs` is asked when it is done, so that it may stretch.
 */
export interface Pacer<Key> {
  /** Something of this key is newer. */
  mark(key: Key): void;
  /** Sends now whatever the interval says, and begins a new one. */
  sendNow(key: Key): void;
  /** Nothing is sent any more, whatever is marked. */
  close(): void;
}

interface Pace {
  timer: NodeJS.Timeout | undefined;
  marked: boolean;
}

export function createPacer<Key>(
  send: (key: Key) => Promise<unknown> | undefined,
  intervalMs: () => number,
): Pacer<Key> {
  const paces = new Map<Key, Pace>();
  let isClosed = false;

  function sendNow(key: Key): void {
    if (isClosed) return;
    clearTimeout(paces.get(key)?.timer);
    // Before the send: what it marks itself waits for the next interval.
    const pace: Pace = { marked: false, timer: undefined };
    paces.set(key, pace);
    const startedAt = performance.now();
    const wait = () => {
      if (isClosed || paces.get(key) !== pace) return;
      const tookMs = performance.now() - startedAt;
      pace.timer = setTimeout(() => tick(key), Math.max(0, intervalMs() - tookMs)).unref();
    };
    const sending = send(key);
    if (sending === undefined) wait();
    else void sending.then(wait);
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
      isClosed = true;
      for (const { timer } of paces.values()) clearTimeout(timer);
      paces.clear();
    },
  };
}
