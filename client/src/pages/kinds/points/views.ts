import type { KindViews } from '../kind-views.ts';

export const points: KindViews<'points'> = {
  answer: () => import('./answer.tsx'),
  editor: () => import('./editor.tsx'),
};
