const FIRST_MS = 250;
const MAX_MS = 4_000;

/**
 * Milliseconds to wait after the given failed attempt (1, 2, …): doubling up to 4 s, half of it random, and never less
 * than the server asked for.
 */
export function retryDelayMs(attempt: number, retryAfterMs = 0, random: () => number = Math.random): number {
  const delayMs = Math.min(MAX_MS, FIRST_MS * 2 ** (attempt - 1));
  return retryAfterMs + delayMs * (0.5 + random() / 2);
}
