import { momentText, words } from '../words/words.ts';
import type { Course } from './course.ts';
import { timeWriter } from './moment-times.ts';
import type { Replay } from './use-replay.ts';
import './replay-bar.css';

/** Beyond it the time of day alone does not say when. */
const DAY_MS = 86_400_000;

/** Goes through a course: a button to play it, a slider from point to point, and what time it was. */
export function ReplayBar({ course, replay }: { course: Course; replay: Replay }) {
  const { place, last, isPlaying, seek, toggle } = replay;
  const text = textAt(course, place);
  return (
    <div class="replay">
      <button
        type="button"
        class="button"
        data-look="quiet"
        aria-label={words(isPlaying ? 'replay.pause' : 'replay.play')}
        onClick={toggle}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={isPlaying ? 'M7 5h3v14H7zM14 5h3v14h-3z' : 'M8 5v14l11-7z'} />
        </svg>
      </button>
      <input
        type="range"
        min={0}
        max={last}
        value={place}
        aria-label={words('replay.show')}
        aria-valuetext={text}
        onInput={({ currentTarget }) => seek(Number(currentTarget.value))}
      />
      <span class="replay-moment figures" aria-hidden="true">
        {text}
      </span>
    </div>
  );
}

function textAt(course: Course, place: number): string {
  const point = course[place];
  if (point === undefined) return '';
  const isLong = course.at(-1)!.at - course[0]!.at > DAY_MS;
  const time = isLong ? momentText(point.at) : timeWriter(0)(point.at);
  return words('replay.moment', { time, votes: words('result.votes', { count: point.voters }) });
}
