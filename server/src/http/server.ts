import { createServer, type Server } from 'node:http';
import { API_PREFIX, type ErrorCode } from '@pollcast/shared';
import express, { type RequestHandler, type Router } from 'express';
import helmet from 'helmet';
import { answerBrokenRequests } from './broken-requests.ts';
import { problemHandler } from './problem.ts';

/** Slow senders are cut: a header or body that trickles holds a connection no longer than this. */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 10_000,
};

interface Deps {
  health: Router;
  metrics: Router;
  api: Router;
  apiLog: RequestHandler;
  pages: Router;
  onRefused(code: ErrorCode): void;
  onFault(fault: unknown): void;
}

/** The HTTP server with everything mounted, not yet listening. */
export function createHttpServer({ health, metrics, api, apiLog, pages, ...told }: Deps): Server {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(health);
  app.use(metrics);
  app.use(securityHeaders());
  app.use(API_PREFIX, apiLog, api);
  app.use(pages);
  app.use(problemHandler(told));
  const server = createServer(TIMEOUTS, app);
  answerBrokenRequests(server);
  return server;
}

function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // HTTPS is the proxy's to demand; over plain HTTP these would only break a page in a local network.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    // Not `no-referrer`: under it a form's Origin is `null`, and nobody could tell our own from a foreign one.
    referrerPolicy: { policy: 'same-origin' },
  });
}
