import express, { type RequestHandler, type Response, Router } from 'express';
import { stranger } from '../../domain/caller.ts';
import { asPacked } from './assets.ts';
import { embedPage, type Theme } from './embed-page.ts';
import { createOembed } from './oembed.ts';
import { createReadPoll, originOf, pollIdOf } from './poll-reader.ts';
import type { PollRoutesDeps } from './poll-routes.ts';
import { createShell } from './shell.ts';
import { speechFor } from './speech-for.ts';

interface Deps extends PollRoutesDeps {
  pagesDir: string;
}

/** How long browsers take the script as it is: its address never changes. */
const SCRIPT_MAX_AGE_MS = 60_000;

/** What other people's pages load: the script of `<poll-cast>`, the page for frames, and where to ask for its markup. */
export function createEmbedRoutes(deps: Deps): Router {
  const { pagesDir, origins, publicUrl } = deps;
  const router = Router();
  const read = createReadPoll(deps);
  const shell = createShell(pagesDir, 'embed.html');

  router.get(
    ['/embed.js', '/embed-frame.js'],
    forForeignPages,
    asPacked(pagesDir),
    express.static(pagesDir, { maxAge: SCRIPT_MAX_AGE_MS, index: false }),
  );
  router.get('/embed/:id', async (request, response) => {
    const id = pollIdOf(request.params.id);
    // Opened by itself: there the poll's own page knows the voter by the cookie.
    if (request.headers['sec-fetch-dest'] === 'document') return response.redirect(302, `/p/${id}`);
    allowFrames(response);
    response.locals.shell = shell;
    const { poll } = await read(id, stranger(origins.addressOf(request)));
    const { language } = await speechFor(request);
    const page = embedPage({
      poll,
      origin: originOf(request, publicUrl),
      theme: themeOf(request.query.theme),
    });
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(await shell.render(page, language));
  });
  router.get('/oembed', forForeignPages, createOembed(deps));
  return router;
}

/** Any page may load what this answers: scripts of modules, and what they fetch, need it said. */
export const forForeignPages: RequestHandler = (_request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  next();
};

/** Any page may frame this one, and no other. */
function allowFrames(response: Response): void {
  const policy = String(response.getHeader('Content-Security-Policy'));
  response.set({
    'Content-Security-Policy': policy.replace("frame-ancestors 'none'", 'frame-ancestors *'),
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
  response.removeHeader('X-Frame-Options');
}

function themeOf(wish: unknown): Theme | null {
  return wish === 'light' || wish === 'dark' ? wish : null;
}
