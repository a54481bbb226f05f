import { type CheckedInput, type ErrorCode, errors, PollId } from '@pollcast/shared';
import express, { type Request, type Response, Router } from 'express';
import type { Caller } from '../../domain/caller.ts';
import { PollcastError, refusalOf } from '../../domain/errors.ts';
import type { Handlers, PlainCommand } from '../../domain/handlers.ts';
import type { Perform } from '../../domain/performer.ts';
import type { Origins } from '../../identity/origins.ts';
import type { VoterId } from '../../identity/voters.ts';
import type { RateLimits } from '../../rate-limits.ts';
import { answerOfForm, type Form } from '../form.ts';
import { pollPage } from './poll-page.ts';
import type { Shell } from './shell.ts';
import { speechFor } from './speech-for.ts';

export interface PollRoutesDeps {
  perform: Perform;
  handlers: Handlers<PlainCommand, Caller>;
  origins: Origins;
  limits: RateLimits;
  /** The browser's voter, made and sent along if it had none. */
  voterOf(request: Request, response: Response): Promise<VoterId | null>;
  shell: Shell;
  publicUrl: string | undefined;
}

const FORM_MAX_BYTES = 8 * 1024;

/** A poll's own page: read and voted on without a script. */
export function createPollRoutes({
  perform,
  handlers,
  origins,
  limits,
  voterOf,
  shell,
  publicUrl,
}: PollRoutesDeps): Router {
  const router = Router();

  async function callerOf(request: Request, response: Response): Promise<Caller> {
    const voterId = await voterOf(request, response);
    return { voterId, key: null, stage: false, mayCreate: false, address: origins.addressOf(request) };
  }

  const get = (id: PollId, caller: Caller) =>
    perform({
      name: 'poll:get',
      input: { id },
      caller,
      run: (checked) => handlers['poll:get'](checked as CheckedInput<'poll:get'>, caller),
    });

  async function cast(id: PollId, form: Form, caller: Caller): Promise<void> {
    // By voter, not by address: a hall votes from one.
    await limits.command(caller.voterId ?? caller.address);
    const { poll } = await get(id, caller);
    await perform({
      name: 'ballot:cast',
      input: { id, answer: answerOfForm(poll.kind, form), round: Number(form.round) },
      caller,
      run: (checked) => handlers['ballot:cast'](checked as CheckedInput<'ballot:cast'>, caller),
    });
  }

  async function render(request: Request, caller: Caller, refused?: ErrorCode): Promise<string> {
    const view = await get(pollIdOf(request), caller);
    const origin = publicUrl ?? `${request.protocol}://${request.headers.host}`;
    const speech = await speechFor(request);
    const refusal = refused && speech.words(`error.${refused}`);
    return shell.render(pollPage({ view, origin, speech, refusal }), speech.language);
  }

  router.use((_request, response, next) => {
    response.set('Cache-Control', 'no-store').type('html');
    next();
  });

  router.get('/:id', async (request, response) => {
    response.send(await render(request, await callerOf(request, response)));
  });

  router.post(
    '/:id',
    express.urlencoded({ extended: false, limit: FORM_MAX_BYTES }),
    async (request, response) => {
      if (!origins.isOwn(request)) throw new PollcastError('FORBIDDEN');
      const caller = await callerOf(request, response);
      const id = pollIdOf(request);
      try {
        await cast(id, (request.body ?? {}) as Form, caller);
        // See other: a reload of the page does not vote again.
        response.redirect(303, `/p/${id}`);
      } catch (thrown) {
        const { code } = refusalOf(thrown);
        response.status(errors[code].status).send(await render(request, caller, code));
      }
    },
  );

  return router;
}

function pollIdOf({ params }: Request): PollId {
  const id = PollId.safeParse(params.id);
  if (!id.success) throw new PollcastError('POLL_NOT_FOUND');
  return id.data;
}
