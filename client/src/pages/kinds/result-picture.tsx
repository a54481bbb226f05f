import type { PollState } from '@pollcast/client';
import type { Result, SettingsPatch } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import { kindViews } from './registry.ts';
import { useViews } from './use-views.ts';

interface ResultPictureProps {
  state: PollState;
  result: Result;
  isSorted?: boolean;
  /** On the wall, or at hand. */
  size: 'Stage' | 'Chart';
  /** At the desk: changes settings that are only for show. */
  onSettings?: (change: SettingsPatch) => void;
  /** Bars of the rows: what a kind without a picture of its own has. */
  children: ComponentChildren;
}

/** A result as its kind shows it. */
export function ResultPicture(props: ResultPictureProps) {
  const { state, result, isSorted = false, size, onSettings, children } = props;
  const { kind } = state.poll;
  const views = useViews(kind, 'result');
  if (kindViews[kind].result === undefined) return <>{children}</>;
  if (views === null) return null;
  const Picture = views[size];
  return <Picture state={{ ...state, result } as never} isSorted={isSorted} onSettings={onSettings} />;
}
