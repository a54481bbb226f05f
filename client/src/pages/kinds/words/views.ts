import type { KindViews } from '../kind-views.ts';

export const words: KindViews<'words'> = {
  hasOwnOrder: true,
  needsKey: true,
  answer: () => import('./answer.tsx'),
  editor: () => import('./editor.tsx'),
  result: () => import('./result.tsx'),
};
