import type { KindName } from '@pollcast/shared/pure';
import { choice } from './choice/views.ts';
import type { KindViews } from './kind-views.ts';
import { number } from './number/views.ts';
import { points } from './points/views.ts';
import { ranking } from './ranking/views.ts';
import { rating } from './rating/views.ts';
import { scale } from './scale/views.ts';
import { words } from './words/views.ts';

/** The registry's visible side. One line a kind. */
export const kindViews: { [K in KindName]: KindViews<K> } = {
  choice,
  rating,
  number,
  points,
  ranking,
  scale,
  words,
};
