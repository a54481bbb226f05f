const POLL_MS = 5;

/** Resolves with the first result that is neither false, null nor undefined; rejects after `withinMs`. */
export async function until<T>(look: () => T | Promise<T>, withinMs = 30_000): Promise<NonNullable<T>> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found;
    if (performance.now() > giveUpAt) throw new Error(`nothing within ${withinMs} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
