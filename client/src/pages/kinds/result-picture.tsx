import type { PollState } from '@pollcast/client';
import type { Result } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import { kindViews } from './registry.ts';
import { useViews } from './use-views.ts';

interface ResultPictureProps {
  state: PollState;
  result: Result;
  isSorted?: boolean;
  /** On the wall, or at hand. */
  size: 'Stage' | 'Chart';
  /** Bars of the rows: what a kind without a picture of its own has. */
  children: ComponentChildren;
}

/** A result as its kind shows it. */
export function ResultPicture({ state, result, isSorted = false, size, children }: ResultPictureProps) {
  const { kind } = state.poll;
  const views = useViews(kind, 'result');
  if (kindViews[kind].result === undefined) return <>{children}</>;
  if (views === null) return null;
  const Picture = views[size];
  return <Picture state={{ ...state, result } as never} isSorted={isSorted} />;
}
