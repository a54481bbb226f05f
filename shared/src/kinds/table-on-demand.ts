import type { KindName } from '../model/index.ts';
import { choice } from './choice/tally.ts';
import { rating } from './rating/tally.ts';
import type { Kinds } from './table.ts';

type Early = 'choice' | 'rating';
type Loaders = { [K in Exclude<KindName, Early>]: () => Promise<Kinds[K]> };

/*
 * What pages of other people have in place of table.ts (client/vite-embed.config.ts): the kinds of most polls, and each
 * other one when a poll of it is shown.
 */

export const kinds = { choice, rating } as Kinds;

/** One line a kind. */
const loaders: Loaders = {
  number: async () => (await import('./number/tally.ts')).number,
  words: async () => (await import('./words/tally.ts')).words,
};

/** Resolves when the kind is in the table. */
export async function loadKind(kind: KindName): Promise<void> {
  if (kind in kinds) return;
  const load: () => Promise<unknown> = loaders[kind as keyof Loaders];
  Object.assign(kinds, { [kind]: await load() });
}
