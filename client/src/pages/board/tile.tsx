import type { PollState } from '@pollcast/client';
import type { PollSummary, Result } from '@pollcast/shared/pure';
import { whyNoResult } from '@pollcast/shared/words';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { useCourse } from '../course/use-course.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { Bar, colourOf, isShort } from '../parts/bars.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { type Line, linesOf } from '../parts/lines.ts';
import { factsOf } from '../parts/spoken.ts';
import { meanText, words } from '../words/words.ts';
import { CoursePlot } from './course-plot.tsx';
import { leadingLines } from './leading-lines.ts';
import type { Paces } from './paces.ts';
import { useRowCourse } from './use-row-course.ts';
import { useVisible } from './use-visible.ts';
import './tile.css';

interface TileProps {
  live: LiveRoom;
  /** Reads a poll as it is now and then. */
  glance: LiveRoom['poll'];
  paces: Paces;
  summary: PollSummary;
  onEnlarge: () => void;
}

/** A poll of the board. Out of sight it stands still: it follows nothing and draws nothing. */
export function Tile({ live, glance, paces, summary, onEnlarge }: TileProps) {
  const element = useRef<HTMLLIElement>(null);
  const isVisible = useVisible(element);
  const state = isVisible ? glance(summary.id) : null;
  // The button stays when it is scrolled away: it may have the focus.
  const wasSeen = useRef(false);
  wasSeen.current ||= state !== null;
  useWatch(live, summary.id, isVisible && state === null && summary.status !== 'draft');
  return (
    <li class="tile card" ref={element} data-status={summary.status}>
      <div class="tile-head soft small">
        <span class="status">{words(`status.${summary.status}`)}</span>
        {state !== null && <TimeLeft live={live} state={state} />}
        {isVisible && summary.status === 'open' && <Pace paces={paces} id={summary.id} />}
      </div>
      <h2>
        {wasSeen.current ? (
          <button type="button" onClick={onEnlarge}>
            {summary.question}
          </button>
        ) : (
          <span>{summary.question}</span>
        )}
      </h2>
      {summary.status === 'draft' && <p class="soft">{words('page.draft')}</p>}
      {state !== null && summary.status !== 'draft' && <TileBody live={live} state={state} />}
    </li>
  );
}

/** Who only scrolls past does not ask. */
const REST_MS = 150;

/** A room tells of open polls; those that are closed are asked for when somebody looks. */
function useWatch({ client }: LiveRoom, id: string, isMissing: boolean): void {
  useEffect(() => {
    if (!isMissing) return;
    // A poll that is gone by then leaves the room's list too.
    const timer = setTimeout(() => void client.watchPolls([id]).catch(() => undefined), REST_MS);
    return () => clearTimeout(timer);
  }, [client, id, isMissing]);
}

function TileBody({ live, state }: { live: LiveRoom; state: PollState }) {
  const { result, poll, ballot } = state;
  if (result === null) {
    return (
      <>
        <p class="soft">{whyNoResult(poll, ballot?.state === 'counted', words)}</p>
        <TileFoot state={state} />
      </>
    );
  }
  const all = linesOf(result);
  const isScale = isShort(result) && all.length <= SCALE_ROWS;
  const lines = isScale ? all : leadingLines(all, ROWS);
  return (
    <>
      <TileLines lines={lines} isShort={isScale} />
      {result.groups === undefined && (
        <TileCourse live={live} state={state} result={result} plotted={lines.map(({ id }) => id)} />
      )}
      <TileFoot state={state} more={all.length - lines.length} />
    </>
  );
}

interface TileCourseProps {
  live: LiveRoom;
  state: PollState;
  result: Result;
  /** The ids of the rows that get a line. */
  plotted: readonly string[];
}

/** Its place is kept until it is known. */
function TileCourse({ live, state, result, plotted }: TileCourseProps) {
  const { course: whole, until } = useCourse(live, state);
  const course = useRowCourse(state.poll, whole);
  if (course === null || course.length === 0) return <div class="course-plot" />;
  return <CoursePlot result={result} plotted={plotted} course={course} until={until} />;
}

const ROWS = 5;
/** A scale, which has short names, is shown whole. */
const SCALE_ROWS = 12;

function TileLines({ lines, isShort }: { lines: readonly Line[]; isShort: boolean }) {
  return (
    <ol class="tile-rows" data-short={isShort} aria-label={words('result.list')}>
      {lines.map(({ id, label, index, values, write, part }) => (
        <li key={id} class={colourOf(index)}>
          <span class="label">{label}</span>
          <strong class="value figures">{write(...values)}</strong>
          <Bar part={part} />
        </li>
      ))}
    </ol>
  );
}

interface TileFootProps {
  state: PollState;
  /** So many options have no row. */
  more?: number;
}

/** The votes, or how many have voted. */
export function TileFoot({ state: { result, turnout }, more = 0 }: TileFootProps) {
  const count = result?.voters ?? turnout;
  return (
    <p class="tile-foot">
      {count !== null && (
        <strong class="figures">{words(result === null ? 'result.voted' : 'result.votes', { count })}</strong>
      )}
      {result !== null && <span class="soft figures">{factsOf(result)[0]}</span>}
      {more > 0 && <span class="soft small">{words('board.more', { count: more })}</span>}
    </p>
  );
}

/** Less would read as none. */
const LEAST_RATE = 0.05;

/** Drawn by itself, since it changes every second. */
export function Pace({ paces, id }: { paces: Paces; id: string }) {
  const rate = paces.of(id);
  return (
    <span class="pace figures" data-quiet={rate !== null && rate < LEAST_RATE}>
      {rate !== null && words('board.pace', { rate: meanText(rate) })}
    </span>
  );
}

function TimeLeft({ live: { client }, state: { poll } }: { live: LiveRoom; state: PollState }) {
  const now = useCallback(() => client.serverNow(), [client]);
  if (poll.status !== 'open' || poll.closesAt === null) return null;
  return <Countdown closesAt={poll.closesAt} now={now} />;
}
