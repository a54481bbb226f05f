import type { PollState } from '@pollcast/client';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { ReplayBar } from '../course/replay-bar.tsx';
import { useCourse } from '../course/use-course.ts';
import { useReplay } from '../course/use-replay.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { StagedPoll } from './staged-poll.tsx';

interface ReplayedPollProps {
  live: LiveRoom;
  state: PollState;
  isSorted: boolean;
}

/** A closed poll with its course to go through again. */
export function ReplayedPoll({ live, state, isSorted }: ReplayedPollProps) {
  const { course } = useCourse(live, state);
  const points = course ?? [];
  const replay = useReplay(points);
  const foot = useRef<HTMLElement>(null);
  useLayoutEffect(() => () => handFocusBack(foot.current), []);
  return (
    <StagedPoll
      client={live.client}
      state={state}
      isSorted={isSorted}
      then={replay.point}
      foot={
        <footer class="replay-foot" ref={foot}>
          <ReplayBar course={points} replay={replay} />
        </footer>
      }
    />
  );
}

/** Focus that would be gone with the slider goes to the button that brought it. */
function handFocusBack(foot: HTMLElement | null): void {
  if (foot?.contains(document.activeElement) !== true) return;
  document.querySelector<HTMLElement>('.stage-tools [aria-keyshortcuts="R"]')?.focus();
}
