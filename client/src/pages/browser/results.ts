import { API_PREFIX, type Problem } from '@pollcast/shared/pure';

/** A poll's results, or those of all polls of a room. */
export type ResultsOf = { code: string; id?: string };

/** `ballots.…` is of a poll only. */
export type ResultsFile = `${'results' | 'ballots'}.${'csv' | 'json'}`;

/**
 * Asks for results by whatever right the key gives, without one as this browser's voter. Rejects with the server's
 * problem, or with what fetch threw.
 */
export async function fetchResults(
  { code, id }: ResultsOf,
  file: ResultsFile,
  key: string | null,
): Promise<Response> {
  const path = id === undefined ? `/rooms/${code}` : `/polls/${id}`;
  const headers: HeadersInit = key === null ? {} : { authorization: `Bearer ${key}` };
  const answer = await fetch(`${API_PREFIX}${path}/${file}`, { headers });
  if (!answer.ok) throw (await answer.json()) as Problem;
  return answer;
}
