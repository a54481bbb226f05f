import { type CheckedInput, errors, findCode, type Room } from '@pollcast/shared';
import type { Speech } from '@pollcast/shared/words';
import { type Request, type RequestHandler, Router } from 'express';
import { PollcastError } from '../../domain/errors.ts';
import { html } from './html.ts';
import { messagePage } from './message-page.ts';
import type { PollRoutesDeps } from './poll-routes.ts';
import type { Page } from './shell.ts';
import { speechFor } from './speech-for.ts';

/** The way into a room for browsers without a script: a form with the code, and whatever is on stage as a plain page. */
export function createRoomRoutes({ perform, handlers, origins, shell }: PollRoutesDeps): Router {
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

  return router;
}

/** Nothing is on stage: what else is open, and a way to look again. */
function waitingPage({ title, code, polls }: Room, { words }: Speech): Page {
  const open = polls.filter(({ status }) => status === 'open');
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
    `.markup,
  };
}
