import type { PollState } from '@pollcast/client';
import type { Poll, Result, SettingsPatch } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import type { ResultProps } from './kind-views.ts';
import { Legend } from './legend.tsx';
import { kindViews } from './registry.ts';
import { useViews } from './use-views.ts';

interface ResultPictureProps extends Pick<ResultProps, 'client' | 'runoff' | 'isLegend'> {
  state: PollState;
  result: Result;
  isSorted?: boolean;
  /** On the wall, or at hand. */
  size: 'Stage' | 'Chart';
  /** At the desk: changes settings that are only for show. */
  onSettings?: (mend: (settings: Poll['settings']) => SettingsPatch) => void;
  /** Bars of the rows: what a kind without a picture of its own has. */
  children: ComponentChildren;
}

/** A result as its kind shows it, and what its figures are where they are not simply votes. */
export function ResultPicture({ children, size, ...props }: ResultPictureProps) {
  const { client, runoff, state, result, isSorted = false, isLegend = false, onSettings } = props;
  const { kind } = state.poll;
  const views = useViews(kind, 'result');
  if (kindViews[kind].result !== undefined && views === null) return null;
  const Picture = views?.[size];
  return (
    <>
      {Picture === undefined ? (
        children
      ) : (
        <Picture
          {...{ client, runoff, isSorted, isLegend, onSettings }}
          state={{ ...state, result } as never}
        />
      )}
      <Legend poll={state.poll} />
    </>
  );
}
