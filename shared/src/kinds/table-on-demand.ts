import type { KindName } from '../model/index.ts';
import { choice } from './choice/tally.ts';
import type { Kinds } from './table.ts';

type Loaders = { [K in Exclude<KindName, 'choice'>]: () => Promise<Kinds[K]> };

/*
 * What pages of other people have in place of table.ts (client/vite-embed.config.ts): the kind of most polls, and each
 * other one when a poll of it is shown.
 */

export const kinds = { choice } as Kinds;

/** One line a kind. */
const loaders: Loaders = {
  rating: async () => (await import('./rating/tally.ts')).rating,
  number: async () => (await import('./number/tally.ts')).number,
  points: async () => (await import('./points/tally.ts')).points,
  ranking: async () => (await import('./ranking/tally.ts')).ranking,
  scale: async () => (await import('./scale/tally.ts')).scale,
  words: async () => (await import('./words/tally.ts')).words,
};

/** Resolves when the kind is in the table. */
export async function loadKind(kind: KindName): Promise<void> {
  if (kind in kinds) return;
  const load: () => Promise<unknown> = loaders[kind as keyof Loaders];
  Object.assign(kinds, { [kind]: await load() });
}
