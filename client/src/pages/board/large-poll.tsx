import type { PollState } from '@pollcast/client';
import { type HistoryPoint, type Result, resultOf } from '@pollcast/shared/pure';
import { whyNoResult } from '@pollcast/shared/words';
import { useState } from 'preact/hooks';
import { countsAt } from '../course/course.ts';
import { timeWriter } from '../course/moment-times.ts';
import { ReplayBar } from '../course/replay-bar.tsx';
import { useCourse } from '../course/use-course.ts';
import { useReplay } from '../course/use-replay.ts';
import { kindViews } from '../kinds/registry.ts';
import { ResultPicture } from '../kinds/result-picture.tsx';
import type { LiveRoom } from '../live/live-room.ts';
import { Bars, colourOf } from '../parts/bars.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { type Line, linesOf } from '../parts/lines.ts';
import { OptionList } from '../parts/option-list.tsx';
import { Split } from '../parts/split.tsx';
import { words } from '../words/words.ts';
import { CoursePlot } from './course-plot.tsx';
import { CourseTable } from './course-table.tsx';
import { leadingLines } from './leading-lines.ts';
import type { Paces } from './paces.ts';
import { Pace, TileFoot } from './tile.tsx';
import { useRowCourse } from './use-row-course.ts';
import './large-poll.css';

/** More lines cannot be told apart. */
const LINES = 10;

interface LargePollProps {
  live: LiveRoom;
  paces: Paces;
  id: string;
  onClose: () => void;
}

/** One poll of the board over all others: the whole result, and a course that shows it as it was. */
export function LargePoll({ live, paces, id, onClose }: LargePollProps) {
  const state = live.poll(id);
  if (state === null) return null;
  const { poll, result, ballot } = state;
  return (
    <Dialog title={poll.question} onClose={onClose}>
      <div class="large-poll">
        <div class="tile-head soft small" data-status={poll.status}>
          <span class="status">{words(`status.${poll.status}`)}</span>
          {poll.status === 'open' && <Pace paces={paces} id={id} />}
        </div>
        {result === null ? (
          <div class="large-result">
            <p class="soft">{whyNoResult(poll, ballot?.state === 'counted', words)}</p>
            <OptionList poll={poll} />
          </div>
        ) : (
          <LargeResult live={live} state={state} result={result} />
        )}
        <Split client={live.client} state={state} />
        <div class="large-foot">
          <TileFoot state={state} />
          <button type="button" class="button" data-look="quiet" onClick={onClose}>
            {words('moderate.dismiss')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}

function LargeResult({ live, state, result }: { live: LiveRoom; state: PollState; result: Result }) {
  const { course, until } = useCourse(live, state);
  const [at, setAt] = useState<number | null>(null);
  const replay = useReplay(course ?? []);
  const counts = at === null || course === null ? replay.point : countsAt(course, at);
  const shown = counts === null ? result : resultOf(state.poll, counts);
  const isPlotted = result.groups === undefined;
  const drawn = useRowCourse(state.poll, course);
  const lines = leadingLines(linesOf(result), LINES);
  return (
    <div class="large-result">
      <div>
        <ResultPicture client={live.client} state={state} result={shown} size="Chart" isLegend>
          <Bars result={shown} isLegend />
        </ResultPicture>
      </div>
      {isPlotted && course !== null && drawn !== null && course.length > 0 && (
        <figure>
          <figcaption class="soft small figures">
            {counts === null ? words('board.course') : momentText(at ?? counts.at, counts)}
          </figcaption>
          <CoursePlot
            result={result}
            plotted={lines.map(({ id }) => id)}
            course={drawn}
            until={until}
            isLarge
            marked={at === null ? replay.point?.at : null}
            onMoment={setAt}
          />
          {kindViews[state.poll.kind].needsKey === true && <PlotKey lines={lines} />}
          {state.poll.status === 'closed' && <ReplayBar course={course} replay={replay} />}
          <CourseTable course={drawn} rows={lines} />
        </figure>
      )}
    </div>
  );
}

/** Which line is whose, where nothing in their colours stands beside the plot. */
function PlotKey({ lines }: { lines: readonly Line[] }) {
  return (
    <ul class="plot-key small">
      {lines.map(({ id, label, index }) => (
        <li key={id} class={colourOf(index)} dir="auto">
          {label}
        </li>
      ))}
    </ul>
  );
}

function momentText(at: number, { voters }: HistoryPoint): string {
  return `${timeWriter(0)(at)} · ${words('result.votes', { count: voters })}`;
}
