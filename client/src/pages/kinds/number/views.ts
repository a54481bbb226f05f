import type { KindViews } from '../kind-views.ts';

export const number: KindViews<'number'> = {
  hasOwnOrder: true,
  answer: () => import('./answer.tsx'),
  editor: () => import('./editor.tsx'),
  result: () => import('./result.tsx'),
};
