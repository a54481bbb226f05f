import { type ErrorBody, type ErrorCode, errors } from '@pollcast/shared/pure';

/** Beside the server's codes: `NO_ANSWER` when nobody answered in time, `CLOSED` when the client was closed or the room left. */
export type ClientErrorCode = ErrorCode | 'NO_ANSWER' | 'CLOSED';

type Body = Omit<ErrorBody, 'code'> & { code: ClientErrorCode };

/** What every promise of the SDK rejects with. After a `retryable` one the same call may succeed later. */
export class PollcastError extends Error {
  override name = 'PollcastError';
  readonly code: ClientErrorCode;
  readonly retryable: boolean;
  /** Milliseconds to wait before trying again, where the server says so. */
  readonly retryAfterMs: number | undefined;
  /** What is wrong with which field of the input. */
  readonly issues: NonNullable<ErrorBody['issues']>;

  constructor({ code, message, retryable, retryAfterMs, issues = [] }: Body) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.retryAfterMs = retryAfterMs;
    this.issues = issues;
  }
}

/** A refusal that is known here without asking the server. */
export function refusal(code: ErrorCode, message: string = errors[code].message): PollcastError {
  return new PollcastError({ code, message, retryable: errors[code].retryable });
}

/** Nobody answered: whether the command was carried out is unknown. `cause` says why, where that is known. */
export function noAnswer(cause?: string): PollcastError {
  const message = 'The server did not answer in time.';
  return new PollcastError({
    code: 'NO_ANSWER',
    message: cause === undefined ? message : `${message} ${cause}`,
    retryable: true,
  });
}

/** The client was closed while something was under way. */
export function clientClosed(): PollcastError {
  return new PollcastError({ code: 'CLOSED', message: 'This client is closed.', retryable: false });
}
