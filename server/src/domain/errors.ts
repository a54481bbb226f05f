import { type ErrorBody, type ErrorCode, errors, type Issue, LIMITS } from '@pollcast/shared';
import type { z } from 'zod';
import { StoreUnavailable } from './store.ts';

interface Details {
  message?: string;
  retryAfterMs?: number;
  issues?: Issue[];
}

/** A refusal that a user can cause: a code of the contract's table. A fault is any other error. */
export class PollcastError extends Error {
  override name = 'PollcastError';
  readonly code: ErrorCode;
  readonly details: Details;

  constructor(code: ErrorCode, details: Details = {}) {
    super(details.message ?? errors[code].message);
    this.code = code;
    this.details = details;
  }
}

/** Refuses an input with the place in it that is wrong. */
export function invalidInput(...issues: Issue[]): PollcastError {
  return new PollcastError('INVALID_INPUT', { issues: issues.slice(0, LIMITS.issues) });
}

/** The refusal for whatever was thrown; a fault becomes INTERNAL, and nothing of it is told. */
export function refusalOf(thrown: unknown): PollcastError {
  if (thrown instanceof PollcastError) return thrown;
  return new PollcastError(thrown instanceof StoreUnavailable ? 'STORE_UNAVAILABLE' : 'INTERNAL');
}

/** A refusal as it travels. */
export function errorBody({ code, message, details: { retryAfterMs, issues } }: PollcastError): ErrorBody {
  return {
    code,
    message,
    retryable: errors[code].retryable,
    ...(retryAfterMs !== undefined && { retryAfterMs: Math.ceil(retryAfterMs) }),
    ...(issues !== undefined && { issues }),
  };
}

/** What zod found wrong, for people: paths (below `above`) and messages only, never the input itself. */
export function issuesOf(error: z.ZodError, ...above: string[]): Issue[] {
  return error.issues.flatMap((issue) => flatten(issue, above)).slice(0, LIMITS.issues);
}

type ZodIssue = z.core.$ZodIssue;

/** Of a union's branches the one that fits best speaks: the one whose first fault lies deepest, then the fewest faults. */
function flatten(issue: ZodIssue, above: PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const depth = (branch: ZodIssue[]) => Math.max(...branch.map(({ path: at }) => at.length));
    const [best] = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length);
    return best!.flatMap((inner) => flatten(inner, path));
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => issueAt([...path, key], 'is not known here'));
  return [issueAt(path, issue.message)];
}

function issueAt(path: PropertyKey[], message: string): Issue {
  return { path: path.map(String).join('.').slice(0, 200), message: message.slice(0, 200) };
}
