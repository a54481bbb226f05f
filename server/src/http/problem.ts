import { type ErrorCode, errors, type Problem } from '@pollcast/shared';
import type { ErrorRequestHandler, Response } from 'express';
import { errorBody, invalidInput, PollcastError, refusalOf } from '../domain/errors.ts';

/** Answers with a refusal as RFC 9457 problem details. */
function sendProblem(response: Response, refusal: PollcastError): void {
  const { message, ...body } = errorBody(refusal);
  const { status, message: title } = errors[body.code];
  const type = `urn:pollcast:error:${body.code}`;
  const problem: Problem = { type, title, status, detail: message, ...body };
  if (body.retryAfterMs !== undefined)
    response.set('Retry-After', String(Math.ceil(body.retryAfterMs / 1000)));
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** An address that is none: no command was refused, so there is no code. */
export function sendNotFound(response: Response): void {
  const problem = {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: 'There is nothing at this address.',
  };
  response.status(404).type('application/problem+json').send(JSON.stringify(problem));
}

/** What Express and its body parser throw, as refusals of the table; everything else is for `refusalOf`. */
export function refusalOfHttp(thrown: unknown): PollcastError {
  const { status, type } = (thrown ?? {}) as { status?: unknown; type?: unknown };
  if (thrown instanceof PollcastError || typeof status !== 'number' || status >= 500)
    return refusalOf(thrown);
  if (status === 413) return new PollcastError('TOO_LARGE');
  const message = type === 'entity.parse.failed' ? 'is not JSON' : 'cannot be read';
  return invalidInput({ path: '', message });
}

interface Told {
  onRefused(code: ErrorCode): void;
  onFault(fault: unknown): void;
}

/** The last handler of all: nothing that was thrown leaves the server as it is. */
export function problemHandler({ onRefused, onFault }: Told): ErrorRequestHandler {
  return (thrown, _request, response, next) => {
    const refusal = refusalOfHttp(thrown);
    onRefused(refusal.code);
    if (errors[refusal.code].log === 'error') onFault(thrown);
    if (response.headersSent) next(thrown);
    else sendProblem(response, refusal);
  };
}
