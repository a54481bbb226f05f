import { commands, type HttpDoor, LIMITS } from '@pollcast/shared';
import cors from 'cors';
import express, { type Request, type RequestHandler, Router } from 'express';
import type { Caller } from '../domain/caller.ts';
import { invalidInput } from '../domain/errors.ts';
import type { Handlers, PlainCommand } from '../domain/handlers.ts';
import type { Perform } from '../domain/performer.ts';
import type { Callers } from '../identity/callers.ts';
import type { Origins } from '../identity/origins.ts';
import type { RateLimits } from '../rate-limits.ts';
import { sendNotFound } from './problem.ts';

interface Deps {
  perform: Perform;
  handlers: Handlers<PlainCommand, Caller>;
  callers: Callers;
  origins: Origins;
  limits: RateLimits;
  corsOrigins: readonly string[];
  documents: Router;
  streams: Router;
  exports: Router;
}

/** The HTTP door: a route for each row of the table that has one. */
export function createApi(deps: Deps): Router {
  const { perform, handlers, callers, origins, limits, corsOrigins } = deps;
  const router = Router();
  // Without credentials: a foreign page's cookies count for nothing here.
  router.use(cors({ origin: corsOrigins.includes('*') ? '*' : [...corsOrigins], maxAge: 600 }));

  // Not so many requests as connections, and counted as these.
  router.use(deps.streams);
  // Before anything is read: a flood of forged keys or of nonsense is one, too. Voters count each for themselves: a hall
  // votes from one address.
  router.use(async (request, _response, next) => {
    const voterId = callers.signedVoter(request);
    await (voterId === null ? limits.apiRequest(origins.addressOf(request)) : limits.command(voterId));
    next();
  });

  for (const name of Object.keys(handlers) as PlainCommand[]) {
    const { http, maxBytes } = commands[name];
    if (http !== null) router[methodOf(http)](http.path, requireJson, parseJson(maxBytes), route(name, http));
  }

  function route(name: PlainCommand, { status }: HttpDoor): RequestHandler {
    const run = handlers[name] as (input: unknown, caller: Caller) => Promise<unknown>;
    return async (request, response) => {
      const caller = await callers.ofRequest(request);
      const result = await perform({
        name,
        input: inputOf(request),
        caller,
        run: (checked) => run(checked, caller),
      });
      response.status(status).set('Cache-Control', 'no-store').json(result);
    };
  }

  router.use(deps.documents);
  router.use(deps.exports);
  router.use((_request, response) => {
    sendNotFound(response);
  });
  return router;
}

function methodOf({ method }: HttpDoor): 'get' | 'post' | 'put' | 'patch' | 'delete' {
  return method.toLowerCase() as Lowercase<HttpDoor['method']>;
}

/** A form of a foreign page can post text, never JSON. */
const requireJson: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['content-length'] !== '0' && request.is('*/*') !== null;
  if (!hasBody || request.is('application/json') !== false) return next();
  next(invalidInput({ path: '', message: 'the content type is not application/json' }));
};

function parseJson(limit: number): RequestHandler {
  // Not inflated: a small message could unpack to any size.
  return express.json({ limit: Math.min(limit, LIMITS.moderatorMessageBytes), inflate: false });
}

const WHOLE_NUMBER = /^\d{1,16}$/;

/** A command's input from path, query and body; the path wins. */
function inputOf({ method, params, query, body }: Request): unknown {
  if (method !== 'GET' && method !== 'DELETE') {
    if (!isObject(body)) throw invalidInput({ path: '', message: 'is not a JSON object' });
    return { ...body, ...params };
  }
  const numbers = Object.entries(query).map(([key, value]) => [key, asNumber(value)]);
  return { ...Object.fromEntries(numbers), ...params };
}

function asNumber(value: unknown): unknown {
  return typeof value === 'string' && WHOLE_NUMBER.test(value) ? Number(value) : value;
}

function isObject(body: unknown): body is object | undefined {
  return body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body));
}
