import { fetchResults, type ResultsFile, type ResultsOf } from '../../browser/results.ts';
import { saveFile } from '../../browser/save-file.ts';

/** What a file of results is called. */
export function fileName({ code, id }: ResultsOf, ending: string): string {
  return `pollcast-${code}${id === undefined ? '' : `-${id}`}.${ending}`;
}

/** Fetches results and saves them. Rejects with the server's problem, or with what fetch threw. */
export async function saveResults(of: ResultsOf, file: ResultsFile, key: string): Promise<void> {
  const answer = await fetchResults(of, file, key);
  saveFile(fileName(of, file.replace('results.', '')), await answer.blob());
}
