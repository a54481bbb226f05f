import type { TallyRecord } from '../domain/store.ts';
import { unpackContent } from './packed-ballot.ts';

/** How many ballots there are of each content, as `packContent` wrote it. */
export type Contents = (readonly [content: string, ballots: number])[];

/** What stored ballots come to. */
export type Recount = Omit<TallyRecord, 'version'>;

/** Adds up the ballots of each content. */
export function recountOf(contents: Contents): Recount {
  const bins = new Map<string, number>();
  let voters = 0;
  for (const [content, ballots] of contents) {
    const counts = unpackContent(content);
    if (counts === null) continue;
    voters += ballots;
    for (const [bin, count] of Object.entries(counts)) bins.set(bin, (bins.get(bin) ?? 0) + ballots * count);
  }
  return { voters, bins: Object.fromEntries(bins) };
}
