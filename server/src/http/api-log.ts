import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { type HttpLogger, pinoHttp } from 'pino-http';

/** Logs API requests by method, path and status: no header, which may hold a key, and no ballot beside an address. */
export function createApiLog(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?')[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
    autoLogging: { ignore: isBallot },
    customLogLevel: (_request: IncomingMessage, { statusCode }: ServerResponse) =>
      statusCode >= 500 ? 'warn' : 'debug',
  });
}

function isBallot({ method, url = '' }: IncomingMessage): boolean {
  return method !== 'GET' && url.includes('/ballot');
}
