import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { createBallotQueue } from './domain/ballot-queue.ts';
import { createBallotService } from './domain/ballot-service.ts';
import { createBroadcaster } from './domain/broadcaster.ts';
import { createGate } from './domain/gate.ts';
import { createHandlers } from './domain/handlers.ts';
import { createLivePolls } from './domain/live-polls.ts';
import { createLiveRooms } from './domain/live-rooms.ts';
import { type CommandLog, createPerform } from './domain/performer.ts';
import { createPollDesk } from './domain/poll-desk.ts';
import { createPollService } from './domain/poll-service.ts';
import { createRoomService } from './domain/room-service.ts';
import { createSight } from './domain/sight.ts';
import { type PollSnapshot, type Store, StoreUnavailable } from './domain/store.ts';
import { startUpkeep } from './domain/upkeep.ts';
import { createApi } from './http/api.ts';
import { createApiLog } from './http/api-log.ts';
import { createHealth } from './http/health.ts';
import { createPages } from './http/pages/routes.ts';
import { createShell } from './http/pages/shell.ts';
import { createHttpServer } from './http/server.ts';
import { createVoterCookie } from './http/voter-cookie.ts';
import { createCallers } from './identity/callers.ts';
import { createOrigins } from './identity/origins.ts';
import { createVoters } from './identity/voters.ts';
import { createRateLimits } from './rate-limits.ts';
import { openRealtime } from './realtime/server.ts';

interface Parts {
  /** Closed by the app's `close`. */
  store: Store;
  config: Config;
  secret: string;
  log: Logger;
  /** Where the built pages lie. */
  pagesDir: string;
  /** Epoch ms of this process; only ages of what it knows are measured with it. */
  clock?: () => number;
  nodeId?: string;
}

export interface App {
  /** Resolves with the port when the server takes connections. */
  listen(): Promise<number>;
  /** Hands clients over, finishes what is under way, releases everything. Idempotent. */
  close(): Promise<void>;
}

/** What requests under way get to finish when the server stops. */
const LAST_REQUESTS_MS = 1_000;

/** Wires the server. Nothing else happens here. */
export function createApp(parts: Parts): App {
  const { store, config, log, pagesDir, nodeId = randomUUID() } = parts;
  const onFault = faultLog(log);
  let closing: Promise<void> | undefined;

  const domain = createDomain(parts);
  const { livePolls, liveRooms, rooms, queue } = domain;
  const doors = createDoors(config, domain);
  const corsOrigins = config.CORS_ORIGINS;

  const http = createHttpServer({
    health: createHealth({ check: store.check, isDraining: () => closing !== undefined }),
    api: createApi({ ...domain, ...doors, corsOrigins }),
    apiLog: createApiLog(log),
    pages: createPages({
      ...domain,
      ...doors,
      pagesDir,
      shell: createShell(pagesDir),
      publicUrl: config.PUBLIC_URL,
    }),
    onFault,
  });
  const onSlowCut = () => log.info('cut a watcher that does not read');
  const realtime = openRealtime({
    ...domain,
    ...doors,
    http,
    store,
    nodeId,
    corsOrigins,
    onSlowCut,
    onFault,
  });
  const broadcaster = createBroadcaster({
    live: livePolls,
    cadenceMs: config.CADENCE_MS,
    outlets: [realtime.outlet],
    onBroadcast: () => {},
  });
  const onRegression = ({ poll }: PollSnapshot) =>
    log.error({ poll: poll.id }, 'the store lost writes that watchers have seen');
  const upkeep = startUpkeep({
    store,
    livePolls,
    liveRooms,
    rooms,
    watches: realtime,
    retentionDays: config.RETENTION_DAYS,
    onRegression,
    onFault,
  });

  async function close(): Promise<void> {
    await realtime.drain(config.SHUTDOWN_GRACE_MS);
    // Closes the HTTP server too: no new connection, requests under way finish. Who has not sent a whole one is cut.
    const cut = setTimeout(() => http.closeAllConnections(), LAST_REQUESTS_MS);
    await realtime.close();
    clearTimeout(cut);
    await queue.idle();
    upkeep.close();
    broadcaster.close();
    await store.close();
  }

  return {
    listen: () => listen(http, config),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** What Pollcast is, without its doors. */
function createDomain({ store, config, secret, log, clock = Date.now }: Parts) {
  const limits = createRateLimits(config);
  const voters = createVoters(secret);
  const livePolls = createLivePolls(store, clock);
  const liveRooms = createLiveRooms(store, clock);
  const queue = createBallotQueue({ store, live: livePolls });
  const rooms = createRoomService({ store, rooms: liveRooms, polls: livePolls, secret });
  const onMismatch = (poll: string) => log.error({ poll }, 'the tally is not the sum of the ballots');
  const polls = createPollService({ store, live: livePolls, rooms, onMismatch });
  const desk = createPollDesk({ store, live: livePolls, rooms, secret });
  const ballots = createBallotService({ store, queue, voters });
  const sight = createSight({ store, rooms, polls, voters, limits });
  const handlers = createHandlers({
    store,
    rooms,
    polls,
    desk,
    ballots,
    voters,
    sight,
    newVoter: limits.newVoter,
  });
  const gate = createGate({ live: livePolls, rooms, sight, creationKey: config.CREATION_KEY });
  const perform = createPerform(gate, commandLog(log));
  return { limits, voters, livePolls, liveRooms, queue, rooms, ballots, sight, handlers, perform };
}

/** Who comes in, and from where. */
function createDoors(
  config: Config,
  { rooms, voters, limits: { newVoter } }: ReturnType<typeof createDomain>,
) {
  const origins = createOrigins(config);
  const isSecure = config.PUBLIC_URL?.startsWith('https:') ?? false;
  const callers = createCallers({
    voters,
    origins,
    knows: rooms.knows,
    newVoter,
    creationKey: config.CREATION_KEY,
    isSecure,
  });
  const voterOf = createVoterCookie({ callers, voters, newVoter, addressOf: origins.addressOf, isSecure });
  return { origins, callers, voterOf };
}

function listen(http: Server, { PORT: port, HOST: host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port, ...(host !== undefined && { host }) }, () => {
      http.off('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}

function faultLog(log: Logger): (fault: unknown) => void {
  return (fault) => {
    if (fault instanceof StoreUnavailable) log.warn({ err: fault }, 'the store is away');
    else log.error({ err: fault }, 'fault');
  };
}

function commandLog(log: Logger): CommandLog {
  return {
    refused: (command, { code }) => log.debug({ command, code }, 'refused'),
    fault: (command, fault) => log.error({ command, err: fault }, 'fault'),
  };
}
