import {
  API_PREFIX,
  type CommandInput,
  type CommandResult,
  LIMITS,
  type Problem,
} from '@pollcast/shared/pure';
import { requestId } from '../browser/request-id.ts';

export type NewRoom = Omit<CommandInput<'room:create'>, 'requestId'>;
export type CreatedRoom = CommandResult<'room:create'>;

const ATTEMPTS = 3;
const PAUSE_MS = 800;

/** A request may be so large that this and its other fields fit into what the server takes. */
const POLLS_BYTES = LIMITS.moderatorMessageBytes - 4096;

/**
 * Creates a room over HTTP, polls that are too many for one request after it. Safe to repeat, since every attempt carries
 * the same request id. Rejects with the server's problem, or with what fetch threw when nobody could be reached.
 */
export async function createRoom({ title, polls = [] }: NewRoom, creationKey: string): Promise<CreatedRoom> {
  const atOnce = howManyFit(polls);
  const created = await insist<CreatedRoom>('/rooms', { title, polls: polls.slice(0, atOnce) }, creationKey);
  const address = `/rooms/${created.room.code}/polls`;
  for (const poll of polls.slice(atOnce)) await insist(address, poll, created.moderatorKey);
  return created;
}

function howManyFit(polls: NonNullable<NewRoom['polls']>): number {
  let left = POLLS_BYTES;
  for (const [index, poll] of polls.entries()) {
    left -= new Blob([JSON.stringify(poll), ',']).size;
    if (left < 0) return index;
  }
  return polls.length;
}

async function insist<Created>(path: string, thing: object, secret: string): Promise<Created> {
  const body = JSON.stringify({ ...thing, requestId: requestId() });
  for (let attempt = 1; ; attempt++) {
    try {
      return await post<Created>(path, body, secret);
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRepeating(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}

async function post<Created>(path: string, body: string, secret: string): Promise<Created> {
  const headers = {
    'content-type': 'application/json',
    ...(secret !== '' && { authorization: `Bearer ${secret}` }),
  };
  const answer = await fetch(`${API_PREFIX}${path}`, { method: 'POST', headers, body });
  if (!answer.ok) throw (await answer.json()) as Problem;
  return (await answer.json()) as Created;
}

function isWorthRepeating(error: unknown): boolean {
  return error instanceof TypeError || (error as Partial<Problem>).retryable === true;
}
