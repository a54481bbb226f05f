import { type Request, Router } from 'express';
import { PollcastError } from '../domain/errors.ts';
import { hashKey, sameHash } from '../identity/room-keys.ts';

interface Deps {
  print(): Promise<string>;
  contentType: string;
  /** What a scraper must bear; without it only this machine may ask. */
  metricsKey: string | undefined;
}

/** `/metrics`, for Prometheus. Its counts tell how many vote, hidden polls among them: nothing for everybody. */
export function createMetricsRoute({ print, contentType, metricsKey }: Deps): Router {
  const expected = metricsKey && hashKey(`Bearer ${metricsKey}`);
  const mayRead = (request: Request) =>
    expected ? sameHash(hashKey(request.headers.authorization ?? ''), expected) : isOfThisMachine(request);
  const router = Router();
  router.get('/metrics', async (request, response) => {
    if (!mayRead(request)) throw new PollcastError('UNAUTHENTICATED');
    response.set('Content-Type', contentType).send(await print());
  });
  return router;
}

const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/** Asked for by a process beside the server, not by a proxy beside it for somebody else. */
function isOfThisMachine({ headers, socket: { remoteAddress = '' } }: Request): boolean {
  return LOOPBACK.test(remoteAddress) && headers['x-forwarded-for'] === undefined;
}
