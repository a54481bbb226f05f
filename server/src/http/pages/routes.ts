import { join } from 'node:path';
import { type ErrorCode, errors, readCode } from '@pollcast/shared';
import { DEFAULT_LANGUAGE } from '@pollcast/shared/words';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Results } from '../../domain/results.ts';
import type { Documents } from '../documents/routes.ts';
import { refusalOfHttp } from '../problem.ts';
import { createAssets } from './assets.ts';
import { createBuiltPages } from './built-pages.ts';
import { apiPage } from './docs/api-page.ts';
import { createEmbedRoutes, forForeignPages } from './embed-routes.ts';
import { messagePage } from './message-page.ts';
import { discoveryHeader } from './oembed.ts';
import { originOf } from './poll-reader.ts';
import { createPollRoutes, type PollRoutesDeps } from './poll-routes.ts';
import { createRoomRoutes } from './room-routes.ts';
import { createShell, type Page, type Shell } from './shell.ts';
import { speechFor } from './speech-for.ts';

interface Said {
  status: number;
  key: 'page.nothing' | `error.${ErrorCode}`;
}

interface Deps extends PollRoutesDeps {
  results: Results;
  pagesDir: string;
  documents: Documents;
  onRefused(code: ErrorCode): void;
}

const SHELLS = {
  '/r/:code/moderate': 'moderate.html',
  '/r/:code/present': 'present.html',
  '/r/:code/board': 'board.html',
  '/r/:code/report': 'report.html',
};

/** The pages: those that the browser fills, and a poll's own, which is whole as served. */
export function createPages(deps: Deps): Router {
  const { pagesDir, documents, onRefused, shell, voterOf } = deps;
  const router = Router();
  const built = createBuiltPages(pagesDir);
  async function sendShell(request: Request, response: Response, name: string): Promise<void> {
    const { language } = await speechFor(request);
    await built.send(request, response, { language, name });
  }

  router.use('/assets', forForeignPages, createAssets(join(pagesDir, 'assets')));
  router.get('/favicon.svg', (_request, response) => response.sendFile(join(pagesDir, 'favicon.svg')));
  router.get('/', (request, response) => sendShell(request, response, 'index.html'));
  router.get('/r/:code/results', canonicalCode);
  router.use(createRoomRoutes(deps));
  router.get('/r/:code', canonicalCode, async (request, response) => {
    await voterOf(request, response);
    response.set('Link', discoveryHeader(originOf(request, deps.publicUrl), request.path));
    await sendShell(request, response, 'audience.html');
  });
  for (const [path, name] of Object.entries(SHELLS)) {
    router.get(path, canonicalCode, (request, response) => sendShell(request, response, name));
  }
  router.use('/p', createPollRoutes(deps));
  router.use(createEmbedRoutes(deps));
  const docsShell = createShell(pagesDir, 'docs.html');
  let docs: Page | undefined;
  router.get('/docs/api', async (_request, response) => {
    docs ??= apiPage(documents);
    response.type('html').send(await docsShell.render(docs, DEFAULT_LANGUAGE));
  });

  async function sendMessage(request: Request, response: Response, said: Said): Promise<void> {
    const { language, words } = await speechFor(request);
    const page = messagePage(words(said.key), words('room.wayHome'));
    // What is told in a frame is told in the frame's own way.
    const around: Shell = response.locals.shell ?? shell;
    response
      .status(said.status)
      .type('html')
      .send(await around.render(page, language));
  }
  router.use((request, response) => sendMessage(request, response, { status: 404, key: 'page.nothing' }));
  const onError: ErrorRequestHandler = (thrown, request, response, next) => {
    const { code } = refusalOfHttp(thrown);
    const { status, log } = errors[code];
    if (log === 'error') return next(thrown);
    onRefused(code);
    return sendMessage(request, response, { status, key: `error.${code}` });
  };
  router.use(onError);
  return router;
}

/** One room, one address: a code typed in its own way is sent to the canonical one. */
const canonicalCode: RequestHandler = (request, response, next) => {
  const typed = String(request.params.code);
  const code = readCode(typed);
  if (code === null || code === typed) return next();
  response.redirect(302, request.originalUrl.replace(`/r/${encodeURIComponent(typed)}`, `/r/${code}`));
};
