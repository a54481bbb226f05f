import type { Poll } from '@pollcast/shared/pure';
import { useMemo } from 'preact/hooks';
import { type Course, courseOfRows } from '../course/course.ts';

/** A course as the lines of a plot have it; the same as long as nothing goes on. */
export function useRowCourse(poll: Poll, course: Course | null): Course | null {
  return useMemo(() => course && courseOfRows(poll, course), [poll.version, course]);
}
