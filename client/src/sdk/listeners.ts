/** Who is to be told of something. */
export interface Listeners<T> {
  /** Returns its unsubscribe. */
  add(listener: (value: T) => void): () => void;
  tell(value: T): void;
}

export function createListeners<T>(): Listeners<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    add(listener) {
      // A wrapper of its own, so that a function added twice is told twice and removed one by one.
      const entry = (value: T) => listener(value);
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    tell(value) {
      for (const listener of [...listeners]) listener(value);
    },
  };
}
