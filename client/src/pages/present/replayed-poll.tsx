import type { PollState } from '@pollcast/client';
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
  return (
    <StagedPoll
      client={live.client}
      state={state}
      isSorted={isSorted}
      then={replay.point}
      foot={
        <footer class="replay-foot">
          <ReplayBar course={points} replay={replay} />
        </footer>
      }
    />
  );
}
