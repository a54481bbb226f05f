import { Router } from 'express';
import { PollcastError } from '../domain/errors.ts';
import { hashKey, sameHash } from '../identity/room-keys.ts';

interface Deps {
  print(): Promise<string>;
  contentType: string;
  /** What a scraper must bear, if anything. */
  metricsKey: string | undefined;
}

/** `/metrics`, for Prometheus. */
export function createMetricsRoute({ print, contentType, metricsKey }: Deps): Router {
  const expected = metricsKey && hashKey(`Bearer ${metricsKey}`);
  const router = Router();
  router.get('/metrics', async ({ headers: { authorization = '' } }, response) => {
    if (expected !== undefined && !sameHash(hashKey(authorization), expected))
      throw new PollcastError('UNAUTHENTICATED');
    response.set('Content-Type', contentType).send(await print());
  });
  return router;
}
