/** How loudly a refusal is logged: people cause `debug` and `info` every day, operators must look at `error`. */
type LogLevel = 'debug' | 'info' | 'warn' | 'error';

interface ErrorRow {
  status: number;
  /** The same request may succeed later without being changed. */
  retryable: boolean;
  log: LogLevel;
  /** What people read when nothing more precise is known. */
  message: string;
}

/** Every refusal there is: HTTP status, whether to retry, log level, default message. */
export const errors = {
  INVALID_INPUT: {
    status: 400,
    retryable: false,
    log: 'debug',
    message: 'The request does not fit the contract.',
  },
  UNAUTHENTICATED: {
    status: 401,
    retryable: false,
    log: 'info',
    message: 'The key or token is not known here.',
  },
  FORBIDDEN: {
    status: 403,
    retryable: false,
    log: 'info',
    message: 'This needs a right that you do not have.',
  },
  ROOM_NOT_FOUND: {
    status: 404,
    retryable: false,
    log: 'debug',
    message: 'There is no room with this code.',
  },
  POLL_NOT_FOUND: { status: 404, retryable: false, log: 'debug', message: 'There is no such poll.' },
  POLL_NOT_OPEN: { status: 409, retryable: false, log: 'debug', message: 'Voting has not started yet.' },
  POLL_CLOSED: { status: 409, retryable: false, log: 'debug', message: 'Voting is closed.' },
  ALREADY_VOTED: {
    status: 409,
    retryable: false,
    log: 'debug',
    message: 'Your vote is in and this poll does not let it be changed.',
  },
  NOT_DRAFT: {
    status: 409,
    retryable: false,
    log: 'debug',
    message: 'This can only be changed before voting has started.',
  },
  CONFLICT: {
    status: 409,
    retryable: false,
    log: 'debug',
    message: 'Somebody else has changed this meanwhile.',
  },
  TOO_LARGE: { status: 413, retryable: false, log: 'info', message: 'The message is too large.' },
  UNSUPPORTED_PROTOCOL: {
    status: 426,
    retryable: false,
    log: 'info',
    message: 'This server speaks protocol version 1.',
  },
  RATE_LIMITED: { status: 429, retryable: true, log: 'info', message: 'Too many requests. Wait a moment.' },
  INTERNAL: { status: 500, retryable: false, log: 'error', message: 'Something broke on our side.' },
  STORE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    log: 'warn',
    message: 'The server cannot reach its store. Try again in a moment.',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errors;
export const errorCodes = Object.keys(errors) as ErrorCode[];
