export { createClient } from './client.ts';
export { type ClientErrorCode, PollcastError } from './pollcast-error.ts';
export type * from './types.ts';
