const STEP_MS = 100;
/** Handing over takes no longer than this a client: a small audience need not wait for a large one's grace. */
const PER_CLIENT_MS = 1;

/**
 * Lets all clients go within `graceMs`, in even steps, so that they do not all arrive elsewhere at once. Resolves when
 * every `release` has.
 */
export async function handOver<Client>(
  clients: readonly Client[],
  graceMs: number,
  release: (client: Client) => Promise<void>,
): Promise<void> {
  const spanMs = Math.min(graceMs, clients.length * PER_CLIENT_MS);
  const steps = Math.max(1, Math.floor(spanMs / STEP_MS));
  const perStep = Math.max(1, Math.ceil(clients.length / steps));
  const released: Promise<void>[] = [];
  for (let first = 0; first < clients.length; first += perStep) {
    if (first > 0) await pause(STEP_MS);
    for (const client of clients.slice(first, first + perStep)) released.push(release(client));
  }
  await Promise.all(released);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
