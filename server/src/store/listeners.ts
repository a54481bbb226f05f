import type { Change } from '../domain/store.ts';
import type { StoreLog } from './store-log.ts';

/** Those who want to hear of changes. One that throws is logged and keeps no other from hearing. */
export interface Listeners {
  add(listener: (change: Change) => void): () => void;
  emit(change: Change): void;
}

export function createListeners(log: StoreLog): Listeners {
  const listeners = new Set<{ listener: (change: Change) => void }>();
  return {
    add(listener) {
      const entry = { listener };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    emit(change) {
      for (const { listener } of listeners) {
        try {
          listener(change);
        } catch (error) {
          log.error({ err: error, change: change.kind }, 'a listener to store changes failed');
        }
      }
    },
  };
}
