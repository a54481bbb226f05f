import type { HistoryPoint } from '@pollcast/shared/pure';
import { useEffect, useState } from 'preact/hooks';
import { isCalm } from '../parts/calm.ts';
import type { Course } from './course.ts';

/** A whole course plays in about so long. */
const RUN_MS = 10_000;
/** Often enough that bars and figures glide from point to point. */
const STEP_MS = 100;
/** Who wants no motion gets single pictures instead, each long enough to be read. */
const CALM_STEP_MS = 1000;

/** A course that is gone through again, by hand or by itself. */
export interface Replay {
  /** What is shown of the course; null at its end, where the result stands as it is. */
  point: HistoryPoint | null;
  /** The point's place in the course. */
  place: number;
  last: number;
  isPlaying: boolean;
  seek(place: number): void;
  /** Plays from here, from the beginning when at the end, or stops. */
  toggle(): void;
}

export function useReplay(course: Course): Replay {
  const last = Math.max(0, course.length - 1);
  // Null: at the end, wherever that is.
  const [chosen, setChosen] = useState<number | null>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const place = Math.min(chosen ?? last, last);
  const seek = (to: number) => setChosen(to >= last ? null : to);
  const isRunning = isPlaying && place < last;
  useEffect(() => {
    if (!isRunning) return;
    const stepMs = isCalm() ? CALM_STEP_MS : Math.max(STEP_MS, RUN_MS / last);
    const stride = Math.max(1, Math.round((last * stepMs) / RUN_MS));
    const timer = setInterval(() => {
      setChosen((from) => (from === null || from + stride >= last ? null : from + stride));
    }, stepMs);
    return () => clearInterval(timer);
  }, [isRunning, last]);

  return {
    point: place === last ? null : course[place]!,
    place,
    last,
    isPlaying: isRunning,
    seek,
    toggle() {
      if (!isRunning && place === last) seek(0);
      setIsPlaying(!isRunning);
    },
  };
}
