const BYTES = 18;

/** A new name for a creation, so that it can be repeated: 24 random URL-safe characters. */
export function requestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
