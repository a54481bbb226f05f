import type { KindViews } from '../kind-views.ts';

export const scale: KindViews<'scale'> = {
  hasOwnOrder: true,
  answer: () => import('./answer.tsx'),
  editor: () => import('./editor.tsx'),
  result: () => import('./result.tsx'),
};
