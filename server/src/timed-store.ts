import type { Store } from './domain/store.ts';

interface Watch {
  onStored(operation: string, tookMs: number): void;
  onStoreFailure(operation: string): void;
}

type Methods = Record<string, (...args: never[]) => Promise<unknown>>;

/** A store that tells how long each of its calls took, and which of them failed. */
export function createTimedStore(store: Store, watch: Watch): Store {
  /** Each method as it was, timed; `group` names them: `ballots.cast`. */
  function timed<Group extends object>(group: string, methods: Group): Group {
    const entries = Object.entries(methods as Methods).map(([name, run]) => {
      const operation = `${group}.${name}`;
      const timedRun = async (...args: never[]) => {
        const startedAt = performance.now();
        try {
          return await run(...args);
        } catch (thrown) {
          watch.onStoreFailure(operation);
          throw thrown;
        } finally {
          watch.onStored(operation, performance.now() - startedAt);
        }
      };
      return [name, timedRun];
    });
    return Object.fromEntries(entries) as Group;
  }

  return {
    ...store,
    rooms: timed('rooms', store.rooms),
    polls: timed('polls', store.polls),
    ballots: timed('ballots', store.ballots),
  };
}
