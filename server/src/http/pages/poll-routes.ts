import {
  answerOfForm,
  type CheckedInput,
  type ErrorCode,
  errors,
  type Form,
  type PollId,
  type PollView,
} from '@pollcast/shared';
import { isLanguage, type Language } from '@pollcast/shared/words';
import express, { type Request, type Response, Router } from 'express';
import type { Caller } from '../../domain/caller.ts';
import { PollcastError, refusalOf } from '../../domain/errors.ts';
import type { Handlers, PlainCommand } from '../../domain/handlers.ts';
import type { Perform } from '../../domain/performer.ts';
import type { Origins } from '../../identity/origins.ts';
import type { VoterId } from '../../identity/voters.ts';
import type { RateLimits } from '../../rate-limits.ts';
import { pollAddress, pollPage } from './poll-page.ts';
import { createReadPoll, originOf, pollIdOf } from './poll-reader.ts';
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
  const read = createReadPoll({ perform, handlers });

  async function callerOf(request: Request, response: Response): Promise<Caller> {
    const voterId = await voterOf(request, response);
    return { voterId, key: null, stage: false, mayCreate: false, address: origins.addressOf(request) };
  }

  async function cast(id: PollId, form: Form, caller: Caller): Promise<void> {
    // By voter, not by address: a hall votes from one.
    await limits.command(caller.voterId ?? caller.address);
    const { poll } = await read(id, caller);
    await perform({
      name: 'ballot:cast',
      input: { id, answer: answerOfForm(poll, form), round: Number(form.round) },
      caller,
      run: (checked) => handlers['ballot:cast'](checked as CheckedInput<'ballot:cast'>, caller),
    });
  }

  async function runoffOf({ poll, result }: PollView, caller: Caller) {
    if (result === undefined) return null;
    const { runoff } = await perform({
      name: 'poll:runoff',
      input: { id: poll.id },
      caller,
      run: (checked) => handlers['poll:runoff'](checked as CheckedInput<'poll:runoff'>, caller),
    });
    return runoff;
  }

  async function render(request: Request, caller: Caller, refused?: ErrorCode): Promise<string> {
    const view = await read(pollIdOf(request.params.id), caller);
    const runoff = await runoffOf(view, caller);
    const origin = originOf(request, publicUrl);
    const speech = await speechFor(request);
    const refusal = refused && speech.words(`error.${refused}`);
    const page = pollPage({ view, runoff, origin, speech, wish: wishIn(request), refusal });
    return shell.render(page, speech.language);
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
      const id = pollIdOf(request.params.id);
      try {
        await cast(id, (request.body ?? {}) as Form, caller);
        // See other: a reload of the page does not vote again.
        response.redirect(303, pollAddress(id, wishIn(request)));
      } catch (thrown) {
        const { code } = refusalOf(thrown);
        response.status(errors[code].status).send(await render(request, caller, code));
      }
    },
  );

  return router;
}

/** The language that the address itself asks for. */
function wishIn({ query }: Request): Language | undefined {
  return isLanguage(query.lang) ? query.lang : undefined;
}
