/** Something that happens, and those who want to hear of it. */
export interface Signal<Value> {
  /** Calls back each time; returns its unsubscribe. */
  on(listener: (value: Value) => void): () => void;
  emit(value: Value): void;
}

export function createSignal<Value>(): Signal<Value> {
  const listeners = new Set<(value: Value) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(value) {
      for (const listener of listeners) listener(value);
    },
  };
}
