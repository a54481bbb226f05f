import type { KindViews } from '../kind-views.ts';

export const ranking: KindViews<'ranking'> = {
  answer: () => import('./answer.tsx'),
  editor: () => import('./editor.tsx'),
  result: () => import('./result.tsx'),
};
