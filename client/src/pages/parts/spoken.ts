import type { Result } from '@pollcast/shared/pure';
import { figure, words } from '../words/words.ts';

/** A running result in one sentence: how many, and who is in front. */
export function spokenResult(result: Result): string {
  const votes = words('result.votes', { count: result.base });
  const front = result.rows.reduce((best, row) => (row.count > best.count ? row : best));
  if (front.count === 0) return votes;
  return words('result.spoken', { votes, label: front.label, figure: figure(front.count, front.percent) });
}
