import { LIMITS, type Role } from '@pollcast/shared/pure';
import { deliver, type Link } from './deliver.ts';
import { clientClosed, PollcastError } from './pollcast-error.ts';
import type { Polls } from './polls.ts';
import type { PollState } from './types.ts';

/** The polls that are watched one by one. */
export interface Watching {
  watch(ids: readonly string[]): Promise<PollState[]>;
  unwatch(ids: readonly string[]): void;
  /** Watches all again, on a new connection. */
  renew(): void;
  has(id: string): boolean;
  forget(id: string): void;
  /** One's role in a room of watched polls, as far as it was told. */
  roleIn(code: string): Role;
}

interface WatchingOptions {
  link: Link;
  polls: Polls;
  tick: () => number;
  /** The poll is no longer watched. */
  onGone: (id: string) => void;
}

export function createWatching({ link, polls, tick, onGone }: WatchingOptions): Watching {
  const watched = new Set<string>();
  const roles = new Map<string, Role>();

  async function request(ids: readonly string[]): Promise<void> {
    const askedAt = tick();
    const isWanted = () => ids.some((id) => watched.has(id));
    const result = await deliver(link, { command: 'poll:watch', input: { ids: [...ids] }, isWanted });
    if (result === null) throw clientClosed();
    // Told of the first poll's room; a key gives its role in one room only.
    const [first] = result.polls;
    if (first !== undefined) roles.set(first.poll.code, result.you.role);
    for (const view of result.polls) if (watched.has(view.poll.id)) polls.takeView(view, askedAt);
  }

  async function watch(ids: readonly string[]): Promise<PollState[]> {
    const added = ids.filter((id) => !watched.has(id));
    for (const id of added) watched.add(id);
    try {
      await Promise.all(portions(ids).map(request));
    } catch (error) {
      drop(added);
      throw error;
    }
    return ids.map((id) => polls.get(id)).filter((state) => state !== null);
  }

  /** One poll that is gone has all of a request refused: then each is asked for alone. */
  async function renew(ids: readonly string[]): Promise<void> {
    try {
      await request(ids);
    } catch (error) {
      if (ids.length > 1 && error instanceof PollcastError && error.code === 'POLL_NOT_FOUND') {
        await Promise.all(ids.map((id) => renew([id])));
      } else drop(ids);
    }
  }

  function drop(ids: readonly string[]): void {
    for (const id of ids) if (watched.delete(id)) onGone(id);
  }

  return {
    watch,
    unwatch(ids) {
      drop(ids);
      for (const portion of portions(ids)) void link.request('poll:unwatch', { ids: portion });
    },
    renew() {
      for (const portion of portions([...watched])) void renew(portion);
    },
    has: (id) => watched.has(id),
    forget: (id) => void watched.delete(id),
    roleIn: (code) => roles.get(code) ?? 'voter',
  };
}

/** One request watches so many polls at most. */
function portions(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / LIMITS.pollsPerWatch);
  return Array.from({ length: count }, (_, index) =>
    ids.slice(index * LIMITS.pollsPerWatch, (index + 1) * LIMITS.pollsPerWatch),
  );
}
