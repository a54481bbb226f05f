import { z } from 'zod';
import { LIMITS } from '../model/limits.ts';
import { errorCodes } from './errors.ts';

/** One fault in an input: where it is (`options.2.label`) and what is wrong. */
export const Issue = z.strictObject({ path: z.string(), message: z.string() });
export type Issue = z.infer<typeof Issue>;

/** Why a command was not carried out. `retryAfterMs` in milliseconds. */
export const ErrorBody = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.int().nonnegative().optional(),
  issues: z.array(Issue).max(LIMITS.issues).optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** The acknowledgement of a command on the socket. */
export type Reply<Result> = { ok: true; data: Result } | { ok: false; error: ErrorBody };

/** An error over HTTP, RFC 9457 `application/problem+json`, with the error body's fields as top-level members. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  ...ErrorBody.omit({ message: true }).shape,
});
export type Problem = z.infer<typeof Problem>;
