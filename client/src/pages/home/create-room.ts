import { API_PREFIX, type CommandInput, type CommandResult, type Problem } from '@pollcast/shared/pure';
import { requestId } from '../browser/request-id.ts';

type NewRoom = Omit<CommandInput<'room:create'>, 'requestId'>;
export type CreatedRoom = CommandResult<'room:create'>;

const ATTEMPTS = 3;
const PAUSE_MS = 800;

/**
 * Creates a room over HTTP. Safe to repeat, since every attempt carries the same request id. Rejects with the server's
 * problem, or with what fetch threw when nobody could be reached.
 */
export async function createRoom(room: NewRoom, creationKey: string): Promise<CreatedRoom> {
  const body = JSON.stringify({ ...room, requestId: requestId() });
  for (let attempt = 1; ; attempt++) {
    try {
      return await post(body, creationKey);
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRepeating(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
    }
  }
}

async function post(body: string, creationKey: string): Promise<CreatedRoom> {
  const headers = {
    'content-type': 'application/json',
    ...(creationKey !== '' && { authorization: `Bearer ${creationKey}` }),
  };
  const answer = await fetch(`${API_PREFIX}/rooms`, { method: 'POST', headers, body });
  if (!answer.ok) throw (await answer.json()) as Problem;
  return (await answer.json()) as CreatedRoom;
}

function isWorthRepeating(error: unknown): boolean {
  return error instanceof TypeError || (error as Partial<Problem>).retryable === true;
}
