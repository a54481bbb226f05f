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
import { createPerform } from './domain/performer.ts';
import { createPollDesk } from './domain/poll-desk.ts';
import { createPollService } from './domain/poll-service.ts';
import { createResults } from './domain/results.ts';
import { createRoomService } from './domain/room-service.ts';
import { createRunoffs } from './domain/run-offs.ts';
import { createSegments } from './domain/segments.ts';
import { createSight } from './domain/sight.ts';
import type { Store } from './domain/store.ts';
import { startUpkeep } from './domain/upkeep.ts';
import { createApi } from './http/api.ts';
import { createApiLog } from './http/api-log.ts';
import { createDocumentRoutes, createDocuments } from './http/documents/routes.ts';
import { createExportRoutes } from './http/exports/routes.ts';
import { createHealth } from './http/health.ts';
import { createMetricsRoute } from './http/metrics.ts';
import { followConnections } from './http/open-connections.ts';
import { createPages } from './http/pages/routes.ts';
import { createShell } from './http/pages/shell.ts';
import { createHttpServer } from './http/server.ts';
import { createStreamRoutes } from './http/streams/routes.ts';
import { createStreams, type Streams } from './http/streams/streams.ts';
import { createVoterCookie } from './http/voter-cookie.ts';
import { createCallers } from './identity/callers.ts';
import { createOrigins } from './identity/origins.ts';
import { createVoters } from './identity/voters.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createRateLimits } from './rate-limits.ts';
import { openRealtime } from './realtime/server.ts';
import { createReports, type Reports } from './reports.ts';
import { createTimedStore } from './timed-store.ts';

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
  metrics?: Metrics;
}

export interface App {
  /** Resolves with the port when the server takes connections. */
  listen(): Promise<number>;
  /** Hands clients over, finishes what is under way, releases everything. Idempotent. */
  close(): Promise<void>;
}

/** The same with what has a default, and those who are told of what happens. */
interface WholeParts extends Parts {
  metrics: Metrics;
  reports: Reports;
}

/** What requests under way get to finish when the server stops. */
const LAST_REQUESTS_MS = 1_000;

/** Wires the server. Nothing else happens here. */
export function createApp(given: Parts): App {
  const { config, log, nodeId = randomUUID(), metrics = createMetrics() } = given;
  const store = createTimedStore(given.store, metrics);
  const reports = createReports(log, metrics);
  const parts = { ...given, store, metrics, reports };
  let closing: Promise<void> | undefined;

  const domain = createDomain(parts);
  const { livePolls, queue } = domain;
  const doors = createDoors(config, domain);
  const streams = createStreams({ ...domain, ...reports });
  const http = createHttp({ ...parts, domain, doors, streams, isDraining: () => closing !== undefined });
  const cutConnections = followConnections(http);
  const realtime = openRealtime({
    ...domain,
    ...doors,
    ...reports,
    http,
    store,
    nodeId,
    corsOrigins: config.CORS_ORIGINS,
    directFrames: config.DIRECT_FRAMES,
  });
  const broadcaster = createBroadcaster({
    live: livePolls,
    cadenceMs: config.CADENCE_MS,
    outlets: [realtime.outlet, streams.outlet],
    onBroadcast: metrics.onBroadcast,
  });
  const upkeep = startUpkeep({
    ...domain,
    ...reports,
    store,
    watches: {
      isRoomWatched: realtime.isRoomWatched,
      isPollWatched: (poll) => realtime.isPollWatched(poll) || streams.isPollWatched(poll),
    },
    retentionDays: config.RETENTION_DAYS,
  });
  metrics.watch({
    connections: { socket: realtime.connectionCount, stream: streams.count },
    watchers: { socket: realtime.watcherCount, stream: streams.count },
  });

  async function close(): Promise<void> {
    const graceMs = config.SHUTDOWN_GRACE_MS;
    await Promise.all([realtime.drain(graceMs), streams.drain(graceMs)]);
    streams.close();
    // Closes the HTTP server too: no new connection, requests under way finish. Who then still holds one is cut.
    const cut = setTimeout(cutConnections, LAST_REQUESTS_MS);
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
function createDomain({ store, config, secret, metrics, reports, clock = Date.now }: WholeParts) {
  const limits = createRateLimits(config);
  const voters = createVoters(secret);
  const livePolls = createLivePolls(store, clock);
  const liveRooms = createLiveRooms(store, clock);
  const queue = createBallotQueue({ store, live: livePolls, onBatch: metrics.onBatch });
  const rooms = createRoomService({ store, rooms: liveRooms, polls: livePolls, secret });
  const polls = createPollService({
    store,
    live: livePolls,
    rooms,
    onMismatch: reports.onMismatch,
    onFault: reports.onFault,
  });
  const desk = createPollDesk({ store, live: livePolls, rooms, secret });
  const segments = createSegments({ store, live: livePolls, voters });
  const runoffs = createRunoffs(store);
  const ballots = createBallotService({ store, queue, voters, segments });
  const sight = createSight({ store, rooms, polls, voters, limits });
  const handlers = createHandlers({
    store,
    rooms,
    polls,
    desk,
    ballots,
    segments,
    runoffs,
    voters,
    sight,
    newVoter: limits.newVoter,
  });
  const results = createResults({ store, livePolls, sight, runoffs });
  const gate = createGate({ live: livePolls, rooms, sight, creationKey: config.CREATION_KEY });
  const perform = createPerform(gate, reports.commandLog);
  return { limits, voters, livePolls, liveRooms, queue, rooms, ballots, sight, results, handlers, perform };
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

interface HttpParts extends WholeParts {
  domain: ReturnType<typeof createDomain>;
  doors: ReturnType<typeof createDoors>;
  streams: Streams;
  isDraining(): boolean;
}

/** Everything that is asked for by an address. */
function createHttp({ domain, doors, streams, isDraining, ...parts }: HttpParts): Server {
  const { store, config, log, metrics, reports, pagesDir } = parts;
  const documents = createDocuments(config.PUBLIC_URL, config.PORT);
  const both = { ...domain, ...doors, ...reports };
  return createHttpServer({
    ...reports,
    health: createHealth({ check: store.check, isDraining }),
    metrics: createMetricsRoute({ ...metrics, metricsKey: config.METRICS_KEY }),
    api: createApi({
      ...both,
      corsOrigins: config.CORS_ORIGINS,
      documents: createDocumentRoutes(documents),
      streams: createStreamRoutes({ ...both, streams }),
      exports: createExportRoutes(both),
    }),
    apiLog: createApiLog(log),
    pages: createPages({
      ...both,
      pagesDir,
      documents,
      shell: createShell(pagesDir, 'poll.html'),
      publicUrl: config.PUBLIC_URL,
    }),
  });
}

/** A hall comes all at once; the system may allow less. */
const BACKLOG = 4_096;

function listen(http: Server, { PORT: port, HOST: host }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen({ port, backlog: BACKLOG, ...(host !== undefined && { host }) }, () => {
      http.off('error', reject);
      resolve((http.address() as AddressInfo).port);
    });
  });
}
