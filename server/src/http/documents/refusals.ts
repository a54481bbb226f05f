import { type Caller, type CommandName, commands, type ErrorCode, errorCodes } from '@pollcast/shared';
import { commandWords } from './words.ts';

/** What any command can be refused with. */
const ANY: readonly ErrorCode[] = [
  'INVALID_INPUT',
  'TOO_LARGE',
  'RATE_LIMITED',
  'STORE_UNAVAILABLE',
  'INTERNAL',
];

const BY_CALLER: Record<Caller, readonly ErrorCode[]> = {
  anyone: [],
  voter: [],
  moderator: ['UNAUTHENTICATED', 'FORBIDDEN'],
  'tally-reader': ['FORBIDDEN'],
};

/** Every code that a command's ack can bear, in the table's order. A socket without rights was refused on connecting. */
export function socketRefusals(name: CommandName): ErrorCode[] {
  return inOrder([...ANY, ...BY_CALLER[commands[name].who], ...commandWords[name].refuses]);
}

/** The same over HTTP, where each request says anew who asks. */
export function httpRefusals(name: CommandName): ErrorCode[] {
  return inOrder([...socketRefusals(name), 'UNAUTHENTICATED']);
}

/** What every route of the API can refuse with, and codes of its own. */
export function routeRefusals(...own: ErrorCode[]): ErrorCode[] {
  return inOrder(['UNAUTHENTICATED', 'RATE_LIMITED', 'STORE_UNAVAILABLE', 'INTERNAL', ...own]);
}

function inOrder(codes: readonly ErrorCode[]): ErrorCode[] {
  return errorCodes.filter((code) => codes.includes(code));
}
