import type { ServerResponse } from 'node:http';
import type { PollId } from '@pollcast/shared';
import type { BallotService } from '../../domain/ballot-service.ts';
import type { Outlet } from '../../domain/broadcaster.ts';
import { type Caller, roleIn } from '../../domain/caller.ts';
import { PollcastError } from '../../domain/errors.ts';
import { handOver } from '../../domain/hand-over.ts';
import type { LivePolls } from '../../domain/live-polls.ts';
import type { LiveRooms } from '../../domain/live-rooms.ts';
import type { RoomService } from '../../domain/room-service.ts';
import type { Sight } from '../../domain/sight.ts';
import type { PollRecord, PollSnapshot } from '../../domain/store.ts';
import { sighted, unsighted } from '../../domain/viewpoints.ts';
import { isVisible, pollFor, tallyOf } from '../../domain/views.ts';
import type { RateLimits } from '../../rate-limits.ts';
import { attendListeners } from './attendance.ts';
import { openEventStream, sendAway } from './event-stream.ts';
import { frameOf } from './frames.ts';
import { createListeners, createStreamOutlet, type Listener, viewpointIn } from './listeners.ts';

/** Polls as Server-Sent Events, for whoever only listens. */
export interface Streams {
  outlet: Outlet;
  /** Answers with the poll's state and then its events, for as long as the client listens; POLL_NOT_FOUND. */
  open(wanted: { id: PollId; caller: Caller }, response: ServerResponse): Promise<void>;
  isPollWatched(poll: Pick<PollRecord, 'id'>): boolean;
  count(): number;
  /** Sends all clients away within `graceMs`, and whoever still comes. */
  drain(graceMs: number): Promise<void>;
  close(): void;
}

interface Deps {
  livePolls: LivePolls;
  liveRooms: LiveRooms;
  rooms: RoomService;
  ballots: BallotService;
  sight: Sight;
  limits: RateLimits;
  onSlowCut(): void;
}

/** An address with too many connections may ask again after this. */
const FULL_MS = 5_000;

export function createStreams(deps: Deps): Streams {
  const { livePolls, rooms, sight, limits } = deps;
  const listeners = createListeners();
  const attendance = attendListeners({ ...deps, listeners });
  let isDraining = false;

  function enter(listener: Listener, response: ServerResponse): void {
    const { address } = listener.caller;
    if (!limits.mayConnect(address)) throw new PollcastError('RATE_LIMITED', { retryAfterMs: FULL_MS });
    limits.connected(address);
    listeners.add(listener);
    response.once('close', () => {
      if (listeners.delete(listener)) limits.disconnected(address);
    });
  }

  async function open({ id, caller }: { id: PollId; caller: Caller }, response: ServerResponse) {
    if (isDraining) return sendAway(response);
    if (response.destroyed) return;
    const listener: Listener = { id, caller, standing: null, stream: null };
    // Listening comes first, looking after: nothing falls in between.
    enter(listener, response);
    const snapshot = await livePolls.get(id);
    if (!isVisibleTo(listener, snapshot)) throw new PollcastError('POLL_NOT_FOUND');
    const { ballot } = await sight.onlooker(snapshot, caller);
    listener.standing ??= { round: snapshot.poll.round, hasVoted: ballot?.bins != null };
    // It may have been replaced before anybody listened to that.
    if (caller.key !== null && !(await rooms.knows(caller.key))) throw new PollcastError('UNAUTHENTICATED');
    listener.stream = openEventStream(response, () => stateFor(listener, livePolls.peek(id)));
  }

  return {
    outlet: createStreamOutlet(listeners),
    open,
    isPollWatched: ({ id }) => listeners.to(id).size > 0,
    count: () => listeners.all().size,
    async drain(graceMs) {
      isDraining = true;
      await handOver([...listeners.all()], graceMs, async ({ stream }) => stream?.end());
    },
    close() {
      attendance.close();
      for (const { stream } of listeners.all()) stream?.cut();
    },
  };
}

function isVisibleTo({ caller }: Listener, snapshot: PollSnapshot | null): snapshot is PollSnapshot {
  return snapshot !== null && isVisible(snapshot.poll, roleIn(snapshot.poll.code, caller));
}

/** All that a listener may see of the poll, as it is now. */
function stateFor(listener: Listener, snapshot: PollSnapshot | null): string {
  if (!isVisibleTo(listener, snapshot)) return frameOf('poll:removed', { pollId: listener.id });
  const { poll, tally } = snapshot;
  const { id, round } = poll;
  const state = frameOf('poll:changed', pollFor(poll, roleIn(poll.code, listener.caller)));
  const from = viewpointIn(poll, listener);
  if (sighted(poll).includes(from)) return state + frameOf('poll:tally', tallyOf(snapshot));
  if (!unsighted(poll).includes(from)) return state;
  return state + frameOf('poll:turnout', { pollId: id, round, voters: tally.voters });
}
