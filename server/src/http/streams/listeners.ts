import type { PollId } from '@pollcast/shared';
import type { Outlet } from '../../domain/broadcaster.ts';
import { type Caller, roleIn } from '../../domain/caller.ts';
import type { PollRecord } from '../../domain/store.ts';
import { type Viewpoint, viewpointOf } from '../../domain/viewpoints.ts';
import type { VoterId } from '../../identity/voters.ts';
import type { EventStream } from './event-stream.ts';
import { frameOf } from './frames.ts';

/** Somebody who listens to one poll. */
export interface Listener {
  readonly id: PollId;
  readonly caller: Caller;
  /** Whether their ballot counts, as last heard; null until it is known. */
  standing: { round: number; hasVoted: boolean } | null;
  /** Null until the first state leaves: whatever happens before is in it. */
  stream: EventStream | null;
}

/** Who listens on this node, found by poll and by voter. */
export interface Listeners {
  add(listener: Listener): void;
  /** False when it had left already. */
  delete(listener: Listener): boolean;
  all(): ReadonlySet<Listener>;
  to(id: PollId): ReadonlySet<Listener>;
  of(voterId: VoterId): ReadonlySet<Listener>;
}

const NOBODY: ReadonlySet<Listener> = new Set();

export function createListeners(): Listeners {
  const all = new Set<Listener>();
  const byPoll = new Map<PollId, Set<Listener>>();
  const byVoter = new Map<VoterId | null, Set<Listener>>();

  return {
    add(listener) {
      all.add(listener);
      put(byPoll, listener.id, listener);
      put(byVoter, listener.caller.voterId, listener);
    },
    delete(listener) {
      take(byPoll, listener.id, listener);
      take(byVoter, listener.caller.voterId, listener);
      return all.delete(listener);
    },
    all: () => all,
    to: (id) => byPoll.get(id) ?? NOBODY,
    of: (voterId) => byVoter.get(voterId) ?? NOBODY,
  };
}

function put<Key>(index: Map<Key, Set<Listener>>, key: Key, listener: Listener): void {
  const under = index.get(key);
  if (under === undefined) index.set(key, new Set([listener]));
  else under.add(listener);
}

function take<Key>(index: Map<Key, Set<Listener>>, key: Key, listener: Listener): void {
  const under = index.get(key);
  under?.delete(listener);
  if (under?.size === 0) index.delete(key);
}

/** From where a listener looks at the poll. */
export function viewpointIn({ code, round }: PollRecord, { caller, standing }: Listener): Viewpoint {
  return viewpointOf(roleIn(code, caller), standing?.round === round && standing.hasVoted);
}

/** Sends to the listeners of a poll on this node. */
export function createStreamOutlet(listeners: Listeners): Outlet {
  return {
    send(event, payload, { poll, from }) {
      const audience = listeners.to(poll.id);
      if (audience.size === 0) return undefined;
      const frame = frameOf(event, payload);
      for (const listener of audience)
        if (from.includes(viewpointIn(poll, listener))) listener.stream?.send(frame);
      return undefined;
    },
  };
}
