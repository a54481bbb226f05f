import type { PollcastClient } from '@pollcast/client';
import { API_PREFIX, type CommandInput, type Problem } from '@pollcast/shared/pure';
import { requestId } from '../browser/request-id.ts';

type Rekey = CommandInput<'room:rekey'>;

const ATTEMPTS = 5;
const PAUSE_MS = 1_500;
const ANSWER_MS = 5_000;
/** What becomes of a request when the connection is lost, or cut since its key was replaced. */
const UNANSWERED = ['NO_ANSWER', 'CLOSED', 'UNAUTHENTICATED'];

/**
 * Replaces a room's key. If the answer is lost the new key must not be: the old one may be dead by then, and so it is
 * asked for again by the request's id alone.
 */
export async function replaceKey(client: PollcastClient, which: Omit<Rekey, 'requestId'>): Promise<string> {
  const input = { ...which, requestId: requestId() };
  try {
    return (await client.call('room:rekey', input)).key;
  } catch (problem) {
    if (!UNANSWERED.includes((problem as Problem).code)) throw problem;
    return askAgain(input, problem);
  }
}

async function askAgain(input: Rekey, problem: unknown): Promise<string> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await post(input).catch(() => null);
    if (answer?.ok) return ((await answer.json()) as { key: string }).key;
    // Refused: it was never carried out.
    if (answer !== null && answer.status < 500) break;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
  }
  throw problem;
}

function post({ code, ...body }: Rekey): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`${API_PREFIX}/rooms/${code}/rekey`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  });
}
