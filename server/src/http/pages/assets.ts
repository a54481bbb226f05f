import { existsSync, readdirSync } from 'node:fs';
import express, { type RequestHandler, Router } from 'express';

/** The forms in which the build leaves a file beside itself, best first. Browsers ask for `br` over HTTPS only. */
const PACKED = { br: '.br', gzip: '.gz' } as const;

/** Serves the built assets, packed where the browser takes it. Their names change with their content. */
export function createAssets(dir: string): Router {
  const router = Router();
  router.use(asPacked(dir));
  router.use(express.static(dir, { immutable: true, maxAge: '1y', index: false }));
  return router;
}

/** Sends a request for a file on to its packed form, for the handler that serves the folder. */
export function asPacked(dir: string): RequestHandler {
  const files = new Set(existsSync(dir) ? readdirSync(dir) : []);
  return (request, response, next) => {
    const file = request.path.slice(1);
    for (const [encoding, ending] of Object.entries(PACKED)) {
      if (!files.has(file + ending)) continue;
      response.vary('Accept-Encoding');
      if (request.acceptsEncodings(encoding) === false) continue;
      response.type(file.slice(file.lastIndexOf('.'))).set('Content-Encoding', encoding);
      request.url = `/${file}${ending}`;
      break;
    }
    next();
  };
}
