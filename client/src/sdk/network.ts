/** Calls back when the device has a network again, where that is told: in browsers. Returns its unsubscribe. */
export function onNetwork(listener: () => void): () => void {
  if (typeof globalThis.addEventListener !== 'function') return () => {};
  globalThis.addEventListener('online', listener);
  return () => globalThis.removeEventListener('online', listener);
}
