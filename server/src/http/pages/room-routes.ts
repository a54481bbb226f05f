import { type CheckedInput, errors, findCode, type Room, type RoomCode } from '@pollcast/shared';
import type { Speech } from '@pollcast/shared/words';
import { type Request, type RequestHandler, Router } from 'express';
import { PollcastError } from '../../domain/errors.ts';
import type { Results } from '../../domain/results.ts';
import { archivePage } from './archive-page.ts';
import { html } from './html.ts';
import { messagePage } from './message-page.ts';
import { originOf } from './poll-reader.ts';
import type { PollRoutesDeps } from './poll-routes.ts';
import type { Page } from './shell.ts';
import { speechFor } from './speech-for.ts';

interface Deps extends PollRoutesDeps {
  results: Results;
}

/**
 * A room for browsers without a script: the way in by a form with the code, whatever is on stage as a plain page, and
 * what came of its closed polls.
 */
export function createRoomRoutes(deps: Deps): Router {
  const { perform, handlers, origins, shell, results, publicUrl } = deps;
  const router = Router();

  async function find(request: Request<{ code: string }>): Promise<Room> {
    const caller = {
      voterId: null,
      key: null,
      stage: false,
      mayCreate: false,
      address: origins.addressOf(request),
    };
    const { room } = await perform({
      name: 'room:get',
      input: { code: request.params.code },
      caller,
      run: (checked) => handlers['room:get'](checked as CheckedInput<'room:get'>, caller),
    });
    return room;
  }

  const isPlain: RequestHandler = ({ query }, _response, next) =>
    next('plain' in query ? undefined : 'route');

  router.get('/join', async (request, response) => {
    const code = findCode(String(request.query.code ?? ''));
    if (code !== null) return response.redirect(303, `/r/${code}`);
    const { language, words } = await speechFor(request);
    const message = messagePage(words('home.codeFault'), words('room.wayHome'));
    const page = await shell.render(message, language);
    response.status(errors.INVALID_INPUT.status).type('html').send(page);
  });

  router.get('/r/:code', isPlain, async (request: Request<{ code: string }>, response) => {
    if (findCode(request.params.code) === null) throw new PollcastError('ROOM_NOT_FOUND');
    const room = await find(request);
    response.set('Cache-Control', 'no-store');
    if (room.stage !== null) return response.redirect(303, `/p/${room.stage}`);
    const speech = await speechFor(request);
    response.type('html').send(await shell.render(waitingPage(room, speech), speech.language));
  });

  router.get('/r/:code/results', async (request: Request<{ code: string }>, response) => {
    const code = findCode(request.params.code);
    if (code === null) throw new PollcastError('ROOM_NOT_FOUND');
    const room = await results.conductedIn(code as RoomCode, origins.addressOf(request));
    const speech = await speechFor(request);
    const page = archivePage({ room, origin: originOf(request, publicUrl), speech });
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(await shell.render(page, speech.language));
  });

  return router;
}

/** Nothing is on stage: what else is open, and a way to look again. */
function waitingPage({ title, code, polls }: Room, { words }: Speech): Page {
  const open = polls.filter(({ status }) => status === 'open');
  const isOver = polls.some(({ status }) => status === 'closed');
  return {
    title,
    head: html`<meta name="robots" content="noindex" />`.markup,
    main: html`
      <p class="room-line"><span class="title" dir="auto">${title}</span></p>
      <h1>${words('audience.waiting')}</h1>
      <p class="state">${words('audience.waitingLead')}</p>
      <p><a class="button" href="/r/${code}?plain">${words('page.lookAgain')}</a></p>
      ${open.length > 0 && html`<h2>${words('audience.open', { count: open.length })}</h2>`}
      <ul class="rows">${open.map(({ id, question }) => html`<li class="row"><a href="/p/${id}" dir="auto">${question}</a></li>`)}</ul>
      ${isOver && html`<p><a href="/r/${code}/results">${words('audience.results')}</a></p>`}
    `.markup,
  };
}
