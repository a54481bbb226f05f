import { API_PREFIX, type Problem } from '@pollcast/shared/pure';
import { saveFile } from '../../browser/save-file.ts';

export type Format = 'csv' | 'json';

/** A poll's results, or those of all polls of a room. */
export type ResultsOf = { code: string; id?: string };

/** What a file of results is called. */
export function fileName({ code, id }: ResultsOf, ending: string): string {
  return `pollcast-${code}${id === undefined ? '' : `-${id}`}.${ending}`;
}

/** Fetches results and saves them. Rejects with the server's problem, or with what fetch threw. */
export async function saveResults(of: ResultsOf, format: Format, key: string): Promise<void> {
  const path = of.id === undefined ? `/rooms/${of.code}` : `/polls/${of.id}`;
  const headers = { authorization: `Bearer ${key}` };
  const answer = await fetch(`${API_PREFIX}${path}/results.${format}`, { headers });
  if (!answer.ok) throw (await answer.json()) as Problem;
  saveFile(fileName(of, format), await answer.blob());
}
