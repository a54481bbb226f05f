import type { KindViews } from '../kind-views.ts';

export const choice: KindViews<'choice'> = {
  answer: () => import('./answer.tsx'),
  editor: () => import('./editor.tsx'),
};
