import { destination, type Logger, pino } from 'pino';

/** The log, one JSON line an event, on stderr. */
export function createLog(level: string): Logger {
  return pino({ level, serializers: { err: plainError } }, destination({ fd: 2, sync: false }));
}

/** What was thrown, without the fields that libraries hang on: ioredis adds the command with its arguments, a password or ballots among them. */
export function plainError(thrown: unknown): object {
  if (!(thrown instanceof Error)) return { message: String(thrown) };
  const { name: type, message, stack, cause } = thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  return { type, message, code, stack, ...(cause !== undefined && { cause: plainError(cause) }) };
}
