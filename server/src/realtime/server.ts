import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { type ErrorCode, LIMITS } from '@pollcast/shared';
import { Server } from 'socket.io';
import type { BallotService } from '../domain/ballot-service.ts';
import type { Outlet } from '../domain/broadcaster.ts';
import type { Caller } from '../domain/caller.ts';
import type { Handlers, PlainCommand } from '../domain/handlers.ts';
import type { LivePolls } from '../domain/live-polls.ts';
import type { LiveRooms } from '../domain/live-rooms.ts';
import type { Perform } from '../domain/performer.ts';
import type { RoomService } from '../domain/room-service.ts';
import type { Sight } from '../domain/sight.ts';
import type { PollRecord, Store } from '../domain/store.ts';
import type { Callers } from '../identity/callers.ts';
import type { Origins } from '../identity/origins.ts';
import type { Voters } from '../identity/voters.ts';
import type { RateLimits } from '../rate-limits.ts';
import { createCatchUp } from './catch-up.ts';
import { directBroadcasts } from './direct-broadcasts.ts';
import { directCommands } from './direct-commands.ts';
import { createDispatch } from './dispatch.ts';
import { createDoor } from './door.ts';
import { drain } from './drain.ts';
import { guardHandshake } from './handshake.ts';
import { parser } from './parser.ts';
import { refuseOtherMethods } from './polling-methods.ts';
import { createPresence } from './presence.ts';
import { createRoomPushes } from './room-pushes.ts';
import { watchSlowWatchers } from './slow-watchers.ts';
import { createSocketHandlers } from './socket-handlers.ts';
import { createSocketOutlet } from './socket-outlet.ts';
import { followStandings } from './standings.ts';
import { createSubscriptions } from './subscriptions.ts';
import type { Io, Watcher } from './types.ts';
import { createWatchList } from './watch-list.ts';

interface Deps {
  http: HttpServer;
  store: Store;
  livePolls: LivePolls;
  liveRooms: LiveRooms;
  rooms: RoomService;
  ballots: BallotService;
  sight: Sight;
  handlers: Handlers<PlainCommand, Caller>;
  perform: Perform;
  voters: Voters;
  callers: Callers;
  origins: Origins;
  limits: RateLimits;
  nodeId: string;
  corsOrigins: readonly string[];
  /** Commands, answers and broadcasts past Socket.IO's packets, where that is possible. */
  directFrames: boolean;
  onSlowCut(): void;
  onRefused(code: ErrorCode): void;
  onFault(fault: unknown): void;
}

/** The socket door. */
export interface Realtime {
  outlet: Outlet;
  connectionCount(): number;
  watcherCount(): number;
  isRoomWatched(code: PollRecord['code']): boolean;
  isPollWatched(poll: PollRecord): boolean;
  /** Takes no new connection or command, and hands the clients over within `graceMs` when theirs are answered. */
  drain(graceMs: number): Promise<void>;
  close(): Promise<void>;
}

const HEARTBEAT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 10_000;

export function openRealtime(deps: Deps): Realtime {
  const { store, livePolls, liveRooms, rooms, ballots, sight, voters, limits, origins, nodeId, onFault } =
    deps;
  const door = createDoor({ origins, limits });
  const onUnread = (watcher: Watcher) => slowWatchers.suspect(watcher);
  const direct = deps.directFrames ? directBroadcasts(onUnread) : null;
  const io: Io = new Server(deps.http, {
    ...transportOptions(deps.corsOrigins),
    ...(direct !== null && { adapter: direct.adapter }),
    allowRequest: door.allowRequest,
  });
  const subscriptions = createSubscriptions(io);
  const watchList = createWatchList({ live: livePolls, rooms, sight, subscriptions });
  const catchUp = createCatchUp({ store, live: livePolls, rooms, sight, subscriptions, watchList });
  const presence = createPresence({ io, store, nodeId, onFault });
  const sockets = createSocketHandlers({ store, rooms, sight, voters, subscriptions, watchList, presence });
  const dispatch = createDispatch({
    perform: deps.perform,
    plain: deps.handlers,
    socketOnly: sockets.handlers,
    limits,
    directly: direct === null ? undefined : directCommands({ settle: direct.settle, onUnread }),
    onRefused: deps.onRefused,
  });
  const { onSlowCut: onCut } = deps;
  const withhold = (watcher: Watcher) => {
    subscriptions.suspend(watcher);
    direct?.forget(watcher);
  };
  const slowWatchers = watchSlowWatchers({ io, withhold, resume: catchUp, onCut, onFault });
  const parts = [
    door,
    presence,
    slowWatchers,
    createRoomPushes({ io, liveRooms, livePolls, rooms, subscriptions, onFault }),
    followStandings({ ballots, live: livePolls, sight, subscriptions, onFault }),
  ];
  refuseOtherMethods(io);
  guardHandshake({ io, callers: deps.callers, knows: rooms.knows, onRefused: deps.onRefused, onFault });

  io.engine.on('connection', (connection: Connection) => {
    const address = origins.addressOf(connection.request);
    limits.connected(address);
    connection.on('close', () => limits.disconnected(address));
  });
  io.on('connection', (watcher) => {
    dispatch.attend(watcher);
    watcher.on('disconnect', () => sockets.onDisconnect(watcher));
  });

  return {
    outlet: createSocketOutlet(io, () => direct?.rest()),
    connectionCount: () => io.engine.clientsCount,
    watcherCount: subscriptions.watcherCount,
    isRoomWatched: subscriptions.isRoomWatched,
    isPollWatched: subscriptions.isPollWatched,
    async drain(graceMs) {
      door.close();
      await drain(io, graceMs, async (watcher) => {
        await dispatch.finish(watcher);
        direct?.settle(watcher);
      });
    },
    async close() {
      for (const part of parts) part.close();
      await io.close();
    },
  };
}

/** One of Engine.IO's connections, of which there are no types. */
interface Connection {
  request: IncomingMessage;
  on(event: 'close', listener: () => void): void;
}

function transportOptions(corsOrigins: readonly string[]) {
  return {
    parser,
    serveClient: false,
    transports: ['websocket' as const, 'polling' as const],
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: LIMITS.moderatorMessageBytes,
    pingInterval: HEARTBEAT_MS,
    pingTimeout: HEARTBEAT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    cors: { origin: corsOrigins.includes('*') ? '*' : [...corsOrigins] },
  };
}
