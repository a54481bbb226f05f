import { StoreUnavailable } from '../../domain/store.ts';

/** Redis will take the same command in a moment; a Cluster's client may have tried that for a while already. */
const PASSING =
  /^(Too many Cluster redirections\. Last error: ReplyError: )?(LOADING|BUSY|CLUSTERDOWN|TRYAGAIN|MASTERDOWN)\b/;
/** Redis is there and refuses, before the first write of a script, for a reason that an operator can mend. */
const REFUSING = /^(READONLY|OOM|MISCONF|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM|MOVED|ASK|UNBLOCKED)\b/;
const READ_ONLY = /^READONLY\b/;
const UNKNOWN_SCRIPT = /^NOSCRIPT\b/;

function says(error: unknown, pattern: RegExp): boolean {
  return pattern.test((error as Error).message);
}

export const isPassing = (error: unknown) => says(error, PASSING);
export const isUnknownScript = (error: unknown) => says(error, UNKNOWN_SCRIPT);
/** A master that has become a replica: its reads are old, too. */
export const isReadOnly = (error: unknown) => says(error, READ_ONLY);

/** What a failed command means to the domain: any other answer of Redis (WRONGTYPE, a Lua error) is a fault of ours. */
export function failureOf(error: unknown): unknown {
  const isFault =
    error instanceof Error && error.name === 'ReplyError' && !isPassing(error) && !says(error, REFUSING);
  if (isFault || error instanceof StoreUnavailable) return error;
  return new StoreUnavailable(`Redis: ${(error as Error).message}`, { cause: error });
}
