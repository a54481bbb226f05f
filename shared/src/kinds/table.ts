import type { AnswerOf, KindName, KindSettings } from '../model/index.ts';
import { choice } from './choice/tally.ts';
import type { Kind } from './kind.ts';
import { number } from './number/tally.ts';
import { points } from './points/tally.ts';
import { ranking } from './ranking/tally.ts';
import { rating } from './rating/tally.ts';
import { scale } from './scale/tally.ts';
import { words } from './words/tally.ts';

export type Kinds = { [K in KindName]: Kind<KindSettings<K>, AnswerOf<K>> };

/** The registry's arithmetic side. One line a kind. */
export const kinds: Kinds = {
  choice,
  rating,
  number,
  points,
  ranking,
  scale,
  words,
};

/** Resolves when the kind is in the table. Here all are; see table-on-demand.ts. */
export async function loadKind(_kind: KindName): Promise<void> {}
