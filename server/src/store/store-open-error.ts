/** A store that cannot be opened as configured. The message is for the operator. */
export class StoreOpenError extends Error {
  override name = 'StoreOpenError';
}
