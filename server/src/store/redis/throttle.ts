/** Sends the first value of a key at once and then the newest one at most every `everyMs`. */
export interface Throttle<Key, Value> {
  push(key: Key, value: Value): void;
  /** Sends what still waits and stops. */
  flush(): void;
}

interface Pause<Value> {
  timer: NodeJS.Timeout;
  waiting: { value: Value } | null;
}

export function createThrottle<Key, Value>(
  everyMs: number,
  send: (key: Key, value: Value) => void,
): Throttle<Key, Value> {
  const pauses = new Map<Key, Pause<Value>>();

  function start(key: Key, value: Value): void {
    send(key, value);
    pauses.set(key, { timer: setTimeout(() => end(key), everyMs), waiting: null });
  }

  function end(key: Key): void {
    const waiting = pauses.get(key)?.waiting ?? null;
    pauses.delete(key);
    if (waiting !== null) start(key, waiting.value);
  }

  return {
    push(key, value) {
      const pause = pauses.get(key);
      if (pause === undefined) start(key, value);
      else pause.waiting = { value };
    },
    flush() {
      for (const [key, { timer, waiting }] of pauses) {
        clearTimeout(timer);
        if (waiting !== null) send(key, waiting.value);
      }
      pauses.clear();
    },
  };
}
