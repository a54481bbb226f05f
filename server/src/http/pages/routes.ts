import { join } from 'node:path';
import { type ErrorCode, errors, readCode } from '@pollcast/shared';
import express, { type ErrorRequestHandler, type RequestHandler, type Response, Router } from 'express';
import type { Documents } from '../documents/routes.ts';
import { refusalOfHttp } from '../problem.ts';
import { apiPage } from './docs/api-page.ts';
import { messagePage } from './message-page.ts';
import { createPollRoutes, type PollRoutesDeps } from './poll-routes.ts';
import { createShell, type Page } from './shell.ts';

interface Deps extends PollRoutesDeps {
  pagesDir: string;
  documents: Documents;
  onRefused(code: ErrorCode): void;
}

const SHELLS = { '/r/:code/moderate': 'moderate.html', '/r/:code/present': 'present.html' };

/** The pages: those that the browser fills, and a poll's own, which is whole as served. */
export function createPages(deps: Deps): Router {
  const { pagesDir, documents, onRefused, shell, voterOf } = deps;
  const router = Router();
  const sendShell = (response: Response, name: string) =>
    response.set('Cache-Control', 'no-store').sendFile(join(pagesDir, name));

  router.use(
    '/assets',
    express.static(join(pagesDir, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.get('/favicon.svg', (_request, response) => response.sendFile(join(pagesDir, 'favicon.svg')));
  router.get('/', (_request, response) => sendShell(response, 'index.html'));
  router.get('/r/:code', canonicalCode, async (request, response) => {
    await voterOf(request, response);
    sendShell(response, 'audience.html');
  });
  for (const [path, name] of Object.entries(SHELLS)) {
    router.get(path, canonicalCode, (_request, response) => sendShell(response, name));
  }
  router.use('/p', createPollRoutes(deps));
  const docsShell = createShell(pagesDir, 'docs.html');
  let docs: Page | undefined;
  router.get('/docs/api', async (_request, response) => {
    docs ??= apiPage(documents);
    response.type('html').send(await docsShell.render(docs));
  });

  async function sendMessage(response: Response, status: number, message: string): Promise<void> {
    response
      .status(status)
      .type('html')
      .send(await shell.render(messagePage(message)));
  }
  router.use((_request, response) => sendMessage(response, 404, 'There is nothing at this address.'));
  const onError: ErrorRequestHandler = (thrown, _request, response, next) => {
    const { code, message } = refusalOfHttp(thrown);
    if (errors[code].log === 'error') return next(thrown);
    onRefused(code);
    return sendMessage(response, errors[code].status, message);
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
