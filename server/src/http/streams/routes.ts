import type { CheckedInput } from '@pollcast/shared';
import { Router } from 'express';
import type { Perform } from '../../domain/performer.ts';
import type { Callers } from '../../identity/callers.ts';
import type { Origins } from '../../identity/origins.ts';
import type { RateLimits } from '../../rate-limits.ts';
import { sendAway } from './event-stream.ts';
import type { Streams } from './streams.ts';

interface Deps {
  perform: Perform;
  callers: Callers;
  origins: Origins;
  limits: RateLimits;
  streams: Streams;
}

/** Where polls are listened to. Whoever may read a poll may, so it is the same command that lets them. */
export function createStreamRoutes({ perform, callers, origins, limits, streams }: Deps): Router {
  const router = Router();
  router.get('/polls/:id/events', async (request, response) => {
    await limits.newStream(origins.addressOf(request));
    const caller = await callers.ofRequest(request);
    if (request.method === 'HEAD') return sendAway(response);
    await perform({
      name: 'poll:get',
      input: { ...request.query, ...request.params },
      caller,
      run: (checked) => streams.open({ ...(checked as CheckedInput<'poll:get'>), caller }, response),
    });
  });
  return router;
}
