import type { KindViews } from '../kind-views.ts';

export const rating: KindViews<'rating'> = {
  answer: () => import('./answer.tsx'),
  editor: () => import('./editor.tsx'),
};
